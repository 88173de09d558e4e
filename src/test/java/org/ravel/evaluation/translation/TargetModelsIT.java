package org.ravel.evaluation.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.NGramConfig;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.config.Split;
import org.ravel.evaluation.tally.SplitExamples;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.PredictorSource;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.PlainNGrams;
import org.ravel.ngram.counting.NGramCounting;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** N-grams of targets, counted on Spark, beside the definitions. */
class TargetModelsIT {
  private final Storage storage = new Storage(new Configuration());
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, KNESER_NEY", "3, KNESER_NEY", "4, WITTEN_BELL"})
  void targetsAreAsProbableAsTheDefinitionsSay(int order, Smoothing smoothing) throws IOException {
    Random random = new Random(order);
    write("train", 200, random);
    write("test", 40, random);
    ShardSet shards = PairShards.of(folder);
    org.apache.hadoop.fs.Path file = storage.qualified(folder.resolve("grams.bin").toString());
    new NGramCounting(spark, new NGramConfig(order, smoothing, null)).write(shards, storage, file);

    int end = shards.targetVocabulary().endOfDocument().orElseThrow();
    List<int[]> training = examples(shards, Split.TRAIN).stream().map(each -> each.ids(1)).toList();
    assertThat(training).hasSize(200).allMatch(target -> target[0] == end);
    PlainNGrams plain =
        new PlainNGrams(training, order, smoothing, shards.targetVocabulary().size(), end);
    PredictorSource model = new NGramModel(storage, file, storage.sha256(file));
    try (BroadcastScope<PredictorSource> scope = BroadcastScope.of(spark, model)) {
      TargetModels models = new TargetModels(List.of(scope.broadcast(), scope.broadcast()));
      List<Example> test = examples(shards, Split.TEST);
      List<double[]> nats =
          spark.parallelize(test, 2).map(new Nats(models, shards.manifest().schema())).collect();
      for (int i = 0; i < test.size(); i++) {
        double expected = nats(plain, test.get(i).ids(1));
        assertThat(nats.get(i))
            .as("sentence %d", i)
            .hasSize(2)
            .containsExactly(new double[] {expected, expected}, within(1e-5));
      }
    }
  }

  private record Nats(TargetModels models, Schema schema) implements Function<Example, double[]> {
    @Override
    public double[] call(Example example) {
      return models.nats(new TargetRow(0, example, 0, Batch.of(schema, List.of(example)), 0));
    }
  }

  private static double nats(PlainNGrams plain, int[] target) {
    double nats = 0;
    List<Integer> history = new ArrayList<>(List.of(target[0]));
    for (int i = 1; i < target.length; i++) {
      nats -= Math.log(plain.probability(history, target[i]));
      history.add(target[i]);
    }
    return nats;
  }

  private List<Example> examples(ShardSet shards, Split split) {
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      return new SplitExamples(spark, hadoop.broadcast()).of(shards, split).collect();
    }
  }

  /** Words of a chain: each is followed by one of three. */
  private void write(String name, int count, Random random) throws IOException {
    List<String> sources = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      int word = random.nextInt(8);
      for (int step = random.nextInt(6); step >= 0; step--) {
        words.add("v" + word);
        word = (word + random.nextInt(3)) % 8;
      }
      sources.add("w" + random.nextInt(9));
      targets.add(String.join(" ", words));
    }
    Files.write(folder.resolve(name + ".a"), sources);
    Files.write(folder.resolve(name + ".b"), targets);
  }
}
