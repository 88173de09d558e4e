package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Ingestion;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

/**
 * What a small training came to when these figures were written down: they change only where a
 * change of the arithmetic is meant. The data are two generations, so that a short sequence lies in
 * the middle of a lane. Everything that is integer is compared exactly; products of matrices are
 * summed in an order that depends on the processor, so the rest is compared to rounding.
 */
class GoldenTrainingIT {
  private static final double ROUNDING = 5e-5;

  @TempDir static Path folder;

  private static ShardSet shards;

  @BeforeAll
  static void prepare() throws IOException {
    Files.createDirectories(folder.resolve("input"));
    Storage storage = new Storage(new Configuration());
    for (int day = 1; day <= 2; day++) {
      Files.writeString(
          folder.resolve("input/day%d.txt".formatted(day)),
          TrainingFixture.randomText(day == 1 ? 300 : 800, day));
      ConfigLoader.Loaded loaded = ConfigLoader.load("test", "", settings("lstm"));
      new Ingestion(SparkFixture.session(), storage, loaded.values(), loaded.text()).run();
    }
    shards = ShardSet.open(storage, folder.resolve("shards").toString());
  }

  /** Everything that decides, so that a new default changes nothing here. */
  private static Map<String, String> settings(String cell) {
    return Map.ofEntries(
        Map.entry("corpus.input", folder.resolve("input").toString()),
        Map.entry("output", folder.toString()),
        Map.entry("shards.sequence-length", "7"),
        Map.entry("split.by", "tokens"),
        Map.entry("split.validation", "0"),
        Map.entry("split.test", "0"),
        Map.entry("model.cell", cell),
        Map.entry("model.layers", "2"),
        Map.entry("model.embedding-size", "5"),
        Map.entry("model.hidden-size", "6"),
        Map.entry("model.dropout", "0"),
        Map.entry("averaging.workers", "2"),
        Map.entry("averaging.period", "4"),
        Map.entry("averaging.outer.step", "plain"),
        Map.entry("training.minibatch-size", "3"),
        Map.entry("training.epochs", "2"),
        Map.entry("training.carry-state", "true"),
        Map.entry("training.state-reset", "0"),
        Map.entry("training.clip-norm", "1"),
        Map.entry("training.label-smoothing", "0"),
        Map.entry("training.schedule.name", "constant"),
        Map.entry("training.updater.name", "adam"),
        Map.entry("training.updater.learning-rate", "0.01"));
  }

  @Test
  void theShardsHoldTheseSequences() throws IOException {
    List<int[]> sequences = TrainingFixture.sequences(shards);
    ByteBuffer ids =
        ByteBuffer.allocate(Integer.BYTES * sequences.stream().mapToInt(s -> s.length + 1).sum());
    for (int[] tokens : sequences) {
      ids.putInt(tokens.length);
      IntStream.of(tokens).forEach(ids::putInt);
    }
    assertThat(
            IntStream.range(0, sequences.size()).filter(i -> sequences.get(i).length < 8).toArray())
        .as("short sequences")
        .containsExactly(42, 157);
    assertThat(Sha256.of(new ByteArrayInputStream(ids.array())))
        .isEqualTo("f36c1adedd715cb03a4ca955f40e2aa731a626e1225df766eceec10462d3291e");
  }

  @ParameterizedTest
  @CsvSource({
    "lstm, 1.5957191852, 1.4071841861, 20.3957299633, 8.5018898007, 1535.0689459496",
    "gru, 1.5703304471, 1.3954981984, 20.1142360797, 7.1883289292, 1530.2230456294",
    "elman, 1.5464509072, 1.4094481229, 20.4085903556, 4.3765543413, 1539.7131624259",
  })
  void aTrainingComesToTheseFigures(
      String cell,
      double firstLoss,
      double lastLoss,
      double sumOfLosses,
      double norm,
      double nats) {
    RavelConfig config = ConfigLoader.load("test", "", settings(cell)).values();
    Network network = network(config);
    Recorder recorder =
        TrainingFixture.train(
            SparkFixture.session(),
            config,
            shards,
            Optional.of(new WarmStart("numbers", network.snapshot())),
            new Interruption(TrainingFixture.checkpoints(config, cell), () -> false),
            new Recorder());

    assertThat(recorder.rounds).hasSize(14);
    assertThat(recorder.result.tokens()).isEqualTo(2 * shards.split(Split.TRAIN).targets());
    List<Double> losses = recorder.losses();
    double[] found = {
      losses.get(0),
      recorder.lastLoss(),
      losses.stream().mapToDouble(Double::doubleValue).sum(),
      norm(recorder.parameters),
      evaluation(network, recorder.parameters).text().model().nats()
    };
    double[] expected = {firstLoss, lastLoss, sumOfLosses, norm, nats};
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("figure %d of %s", i, Arrays.toString(found))
          .isCloseTo(expected[i], within(ROUNDING * Math.abs(expected[i])));
    }
  }

  /** Lanes of a block cross the border of the generations. */
  private static Evaluation evaluation(Network network, float[] parameters) {
    network.parameters().assign(Nd4j.createFromArray(parameters).reshape(1, -1));
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
    return new Evaluator(spark, new EvaluationSettings(true, 4, 1000, null))
        .evaluate(network.snapshot(), shards, Split.TRAIN);
  }

  /** Parameters that follow from a generator whose numbers are the same everywhere. */
  private static Network network(RavelConfig config) {
    Network network =
        NetworkSpecification.ofText(
                config.model(),
                shards.vocabulary().size(),
                config.training(),
                LearningRateSchedule.of(config.training().schedule(), 0.01, 1, 1),
                config.seed())
            .build();
    Random random = new Random(17);
    float[] values = new float[(int) network.parameters().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    network.parameters().assign(Nd4j.createFromArray(values).reshape(1, -1));
    return network;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
