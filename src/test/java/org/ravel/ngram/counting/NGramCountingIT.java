package org.ravel.ngram.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.Documents;
import org.ravel.config.NGramConfig;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.WrittenShards;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.ngram.NGramModel;
import org.ravel.ngram.PlainNGrams;
import org.ravel.ngram.counting.NGramCounting.Counted;
import org.ravel.sequence.Lanes;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

class NGramCountingIT {
  private static final int TOKENS = 6;
  private static final int LANES = 4;
  private static final int BLOCK = 6;

  private final Storage storage = new Storage(new Configuration());
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());

  @TempDir private Path folder;
  private WrittenShards written;

  @BeforeEach
  void writeShards() throws IOException {
    written = WrittenShards.write(folder, TOKENS, 3);
  }

  /** In one thread, with another number of buckets. */
  @ParameterizedTest
  @CsvSource({
    "1, KNESER_NEY, NONE, 1000, 1",
    "2, WITTEN_BELL, NONE, 1000, 1",
    "3, WITTEN_BELL, LINE, 16, 5",
    "5, KNESER_NEY, NONE, 16, 5",
    "5, KNESER_NEY, LINE, 16, 5"
  })
  void writesWhatOneThreadWrites(
      int order, Smoothing smoothing, Documents documents, long windowsPerTask, int parts)
      throws IOException {
    written = WrittenShards.write(shardFolder(documents), TOKENS, 3, documents);
    int end = documents == Documents.NONE ? -1 : 1;
    LocalCounting local = new LocalCounting(texts(), order, smoothing, TOKENS, end);
    Path file = folder.resolve("ngrams.bin");
    Counted counted = write(order, smoothing, windowsPerTask);
    long targets = written.shards().split(Split.TRAIN).targets();
    assertThat((targets - 1) / windowsPerTask + 1).isEqualTo(parts);
    assertThat(Files.readAllBytes(file)).isEqualTo(local.file(3, parts, 1));
    assertThat(counted.numbers()).hasSize(order);
    assertThat(counted.targets()).isEqualTo(targets);
    assertThat(counted.discounts()).hasSize(smoothing == Smoothing.KNESER_NEY ? order : 0);
  }

  /** Lanes of a block, as those of a network, begin without a history. */
  @ParameterizedTest
  @CsvSource({"4, KNESER_NEY", "3, WITTEN_BELL"})
  void theEvaluatorMeasuresWhatTheDefinitionsSay(int order, Smoothing smoothing) {
    write(order, smoothing);
    PlainNGrams plain = new PlainNGrams(texts(), order, smoothing, TOKENS, -1);
    assertThat(evaluate().loss()).isCloseTo(loss(lane -> nats(plain, lane)), within(1e-6));
  }

  /** The bigram baseline of every report is the same model, counted by other code. */
  @Test
  void bigramsWithWittenBellAreTheBaseline() {
    write(2, Smoothing.WITTEN_BELL);
    Text text = evaluate();
    assertThat(text.loss())
        .isCloseTo(text.baselines().get(2).nats() / text.targets(), within(1e-6));
  }

  private Path shardFolder(Documents documents) throws IOException {
    return Files.createDirectory(folder.resolve(documents.name()));
  }

  private Counted write(int order, Smoothing smoothing) {
    return write(order, smoothing, 1000);
  }

  private Counted write(int order, Smoothing smoothing, long windowsPerTask) {
    return new NGramCounting(spark, new NGramConfig(order, smoothing, null), windowsPerTask)
        .write(written.shards(), storage, file());
  }

  private org.apache.hadoop.fs.Path file() {
    return storage.qualified(folder.resolve("ngrams.bin").toString());
  }

  private Text evaluate() {
    return new Evaluator(spark, new EvaluationSettings(true, LANES, BLOCK, null))
        .evaluate(
            new NGramModel(storage, file(), storage.sha256(file())),
            written.shards(),
            Split.TEST,
            written.shards())
        .text();
  }

  /** Of each file of the training split the tokens in order. */
  private List<int[]> texts() {
    return written.files().get(Split.TRAIN).stream()
        .map(file -> text(file.stream().map(sequence -> sequence.tokens()).toList()))
        .toList();
  }

  private static int[] text(List<int[]> sequences) {
    List<Integer> text = new ArrayList<>();
    for (int[] sequence : sequences) {
      for (int i = text.isEmpty() ? 0 : 1; i < sequence.length; i++) {
        text.add(sequence[i]);
      }
    }
    return text.stream().mapToInt(token -> token).toArray();
  }

  private double loss(ToDoubleFunction<int[]> natsOfLane) {
    double nats = 0;
    for (var file : written.files().get(Split.TEST)) {
      for (int first = 0; first < file.size(); first += BLOCK) {
        var block = file.subList(first, Math.min(first + BLOCK, file.size()));
        Lanes lanes = Lanes.of(block.size(), LANES);
        for (int lane = 0; lane < lanes.count(); lane++) {
          var sequences = block.subList((int) lanes.start(lane), (int) lanes.start(lane + 1));
          nats +=
              natsOfLane.applyAsDouble(
                  text(sequences.stream().map(sequence -> sequence.tokens()).toList()));
        }
      }
    }
    return nats / written.shards().split(Split.TEST).targets();
  }

  private static double nats(PlainNGrams plain, int[] lane) {
    double nats = 0;
    List<Integer> history = new ArrayList<>(List.of(lane[0]));
    for (int i = 1; i < lane.length; i++) {
      nats -= Math.log(plain.probability(history, lane[i]));
      history.add(lane[i]);
    }
    return nats;
  }
}
