package org.ravel.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ModelConfig;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.FurtherBaseline;
import org.ravel.evaluation.Networks;
import org.ravel.evaluation.WrittenShards;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.pair.Pair;
import org.ravel.evaluation.pair.PairRun;
import org.ravel.evaluation.pair.PairTable;
import org.ravel.evaluation.pair.RunPairs;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.unit.TextUnits;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import scala.Tuple2;

class EvaluatorIT {
  private static final int VOCABULARY = 17;
  private static final long SEED = 20;

  /** Places among the sums of {@link TextUnits}. */
  private static final int NATS = 1;

  private static final int HITS = 2;
  private static final Percentage EXACT = Percentage.withPercentage(1e-7);

  /** A minibatch's rows are not computed by the same instructions as a single row. */
  private static final Percentage SINGLE_PRECISION = Percentage.withPercentage(1e-3);

  @TempDir private static Path folder;
  private static WrittenShards written;

  @BeforeAll
  static void write() throws IOException {
    written = WrittenShards.write(folder, VOCABULARY, SEED);
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, true, 1, 1", "LSTM, true, 1, 5", "LSTM, true, 3, 4", "LSTM, true, 4, 100",
    "LSTM, false, 1, 1", "LSTM, false, 1, 5", "LSTM, false, 3, 4", "LSTM, false, 4, 100",
    "ELMAN, true, 1, 5", "ELMAN, true, 3, 5", "ELMAN, false, 3, 5"
  })
  void agreesWithANaiveComputation(
      ModelConfig.CellKind cell, boolean carry, int minibatchSize, int blockSequences) {
    NetworkSnapshot network = Networks.of(cell, VOCABULARY, SEED);
    EvaluationSettings settings = new EvaluationSettings(carry, minibatchSize, blockSequences, 1.5);
    Evaluation measured = evaluator(settings).evaluate(network, written.shards(), Split.TEST);
    Text evaluation = measured.text();

    NaiveEvaluation naive = new NaiveEvaluation();
    Predictor model = network.get();
    written.files().get(Split.TEST).forEach(file -> naive.walk(model, file, settings));

    Percentage tolerance = minibatchSize == 1 ? EXACT : SINGLE_PRECISION;
    assertThat(evaluation.model().nats()).isCloseTo(naive.nats, tolerance);
    assertThat(evaluation.model().top1()).isEqualTo(naive.top1);
    assertThat(evaluation.model().top5()).isEqualTo(naive.top5);
    assertThat(evaluation.targets()).isEqualTo(naive.targets).isEqualTo(21 * 5 + 2);
    assertThat(evaluation.unknownTargets()).isEqualTo(naive.unknown).isPositive();
    assertThat(evaluation.characters()).isEqualTo(3 * naive.targets);
    assertThat(evaluation.bytes()).isEqualTo(4 * naive.targets);
    assertThat(measured.split()).isEqualTo("test");
    assertThat(evaluation.sourceEntropy()).isEqualTo(1.5);
    assertThat(evaluation.baselines()).isEmpty();
    assertThat(evaluation.byPosition()).hasSize(WrittenShards.LENGTH);
    for (int t = 0; t < WrittenShards.LENGTH; t++) {
      Text.Loss loss = evaluation.byPosition().get(t).loss();
      assertThat(loss.nats()).as("position %d", t).isCloseTo(naive.natsByPosition[t], tolerance);
      assertThat(loss.targets()).as("position %d", t).isEqualTo(naive.targetsByPosition[t]);
      assertThat(evaluation.byPosition().get(t).standardError())
          .as("position %d", t)
          .isCloseTo(naive.standardErrorAt(t), tolerance);
    }
    assertThat(evaluation.bySource())
        .extracting(Text.SourceLoss::name)
        .containsExactly("a", "b", "c");
    for (int source = 0; source < 3; source++) {
      Text.Loss loss = evaluation.bySource().get(source).loss();
      assertThat(loss.nats())
          .as("source %d", source)
          .isCloseTo(naive.natsBySource[source], tolerance);
      assertThat(loss.targets()).as("source %d", source).isEqualTo(naive.targetsBySource[source]);
    }
  }

  @Test
  void carriedStateIsNotFreshState() {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    double carried =
        evaluator(new EvaluationSettings(true, 1, 5, null))
            .evaluate(network, written.shards(), Split.TEST)
            .text()
            .model()
            .nats();
    double fresh =
        evaluator(new EvaluationSettings(false, 1, 5, null))
            .evaluate(network, written.shards(), Split.TEST)
            .text()
            .model()
            .nats();

    assertThat(Math.abs(carried - fresh)).isGreaterThan(1e-3 * fresh);
  }

  @Test
  void nothingDependsOnThePartitioning() {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    List<Text> evaluations = new ArrayList<>();
    List<UnitSums> losses = new ArrayList<>();
    for (String parallelism : List.of("1", "2", "3")) {
      SparkFixture.withSession(
          "local[2]",
          Map.of("spark.default.parallelism", parallelism),
          session -> {
            Evaluator evaluator =
                new Evaluator(
                    JavaSparkContext.fromSparkContext(session.sparkContext()),
                    new EvaluationSettings(true, 2, 2, null));
            evaluations.add(
                evaluator.evaluate(network, written.shards(), Split.TEST, written.shards()).text());
            return losses.add(
                evaluator.unitSums(network, written.shards(), Split.TEST, new TextUnits()));
          });
    }
    // 12 blocks in 3, 6 and 9 tasks.
    Text first = evaluations.get(0);
    assertThat(first.standardError()).isPositive();
    assertThat(first.baselines()).hasSize(3);
    assertThat(evaluations.subList(1, 3)).containsOnly(first);
    assertThat(losses.subList(1, 3))
        .allSatisfy(
            other -> {
              assertThat(other.sequences()).isEqualTo(losses.get(0).sequences());
              assertThat(other.sources()).isEqualTo(losses.get(0).sources());
              assertThat(other.sums()).isEqualTo(losses.get(0).sums());
            });
  }

  @ParameterizedTest
  @CsvSource({"true, 1, 5", "true, 3, 4", "true, 4, 100", "false, 3, 4"})
  void theSequencesAddUpToTheEvaluation(boolean carry, int minibatchSize, int blockSequences) {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    EvaluationSettings settings =
        new EvaluationSettings(carry, minibatchSize, blockSequences, null);
    Text whole = evaluator(settings).evaluate(network, written.shards(), Split.TEST).text();

    UnitSums losses =
        evaluator(settings).unitSums(network, written.shards(), Split.TEST, new TextUnits());

    // 22 sequences, two of which go over from one source to the next.
    assertThat(losses.pieces()).isEqualTo(24);
    assertThat(Arrays.stream(losses.sequences()).distinct().toArray())
        .isEqualTo(IntStream.range(0, 22).toArray());
    assertThat(losses.sequences()).isSorted();
    assertThat(losses.total()[NATS])
        .isCloseTo(whole.model().nats(), Percentage.withPercentage(1e-12));
    assertThat((long) losses.total()[UnitMetrics.TARGETS]).isEqualTo(whole.targets());
    assertThat((long) losses.total()[HITS]).isEqualTo(whole.model().top1());
    for (int source = 0; source < 3; source++) {
      double nats = 0;
      int targets = 0;
      for (int piece = 0; piece < losses.pieces(); piece++) {
        nats += losses.sources()[piece] == source ? losses.sum(piece, NATS) : 0;
        targets +=
            losses.sources()[piece] == source ? (int) losses.sum(piece, UnitMetrics.TARGETS) : 0;
      }
      Text.Loss loss = whole.bySource().get(source).loss();
      assertThat(nats).isCloseTo(loss.nats(), Percentage.withPercentage(1e-12));
      assertThat(targets).isEqualTo(loss.targets());
    }
  }

  @Test
  void eachSequenceLosesWhatANaiveWalkOfItDoes() {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    EvaluationSettings fresh = new EvaluationSettings(false, 1, 5, null);

    UnitSums losses =
        evaluator(fresh).unitSums(network, written.shards(), Split.TEST, new TextUnits());

    Predictor model = network.get();
    for (Sequence sequence : written.sequences(Split.TEST)) {
      NaiveEvaluation naive = new NaiveEvaluation();
      naive.walk(model, List.of(sequence), fresh);
      for (int piece = 0; piece < losses.pieces(); piece++) {
        if (losses.sequences()[piece] == sequence.index()) {
          int source = losses.sources()[piece];
          assertThat(losses.sum(piece, NATS)).isCloseTo(naive.natsBySource[source], EXACT);
          assertThat(losses.sum(piece, UnitMetrics.TARGETS))
              .isEqualTo((double) naive.targetsBySource[source]);
        }
      }
    }
  }

  @Test
  void aUniformModelLosesWhatTheUniformBaselineDoes() {
    Text evaluation =
        evaluator(new EvaluationSettings(true, 2, 4, null))
            .evaluate(Networks.uniform(VOCABULARY), written.shards(), Split.TEST, written.shards())
            .text();

    assertThat(evaluation.negativeLogLikelihood()).isCloseTo(Math.log(VOCABULARY), within(1e-12));
    assertThat(evaluation.perplexity()).isCloseTo(VOCABULARY, within(1e-10));
    assertThat(evaluation.standardError()).isCloseTo(0, within(1e-12));
    assertThat(evaluation.baselines().get(0).name()).isEqualTo("uniform");
    assertThat(evaluation.baselines().get(0).nats())
        .isCloseTo(evaluation.model().nats(), within(1e-10));
  }

  @Test
  void baselinesAgreeWithCountingOnOneThread() {
    // Runs of whole files, and of single sequences.
    for (EvaluationSettings settings :
        List.of(
            new EvaluationSettings(true, 1, 100, null), new EvaluationSettings(true, 2, 2, null))) {
      List<Text.Baseline> baselines =
          new Baselines(spark(), written.shards(), settings)
              .score(written.shards(), Split.TEST)
              .totals();
      CountedPairs pairs = new CountedPairs(written.sequences(Split.TRAIN));
      double unigram = 0;
      double bigram = 0;
      for (Sequence sequence : written.sequences(Split.TEST)) {
        unigram += pairs.unigram(sequence);
        bigram += pairs.bigram(sequence);
      }
      assertThat(pairs.unseen).as("unseen pairs, so that smoothing is tested").isPositive();
      assertThat(baselines)
          .extracting(Text.Baseline::name)
          .containsExactly("uniform", "unigram", "bigram");
      assertThat(baselines.get(0).nats()).isCloseTo(107 * Math.log(VOCABULARY), EXACT);
      assertThat(baselines.get(1).nats()).isCloseTo(unigram, EXACT);
      assertThat(baselines.get(2).nats()).isCloseTo(bigram, EXACT);
    }
  }

  /** Cochran's formula by hand, over runs of one sequence each. */
  @Test
  void theErrorOfADifferenceIsThatOfTheDifferencesOnEachRun() {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    Evaluator evaluator = evaluator(new EvaluationSettings(false, 1, 1, null));
    Evaluation evaluation =
        evaluator.evaluate(network, written.shards(), Split.TEST, written.shards());

    UnitSums losses = evaluator.unitSums(network, written.shards(), Split.TEST, new TextUnits());
    List<Sequence> sequences = written.sequences(Split.TEST);
    CountedPairs pairs = new CountedPairs(written.sequences(Split.TRAIN));
    double[] model = new double[sequences.size()];
    for (int piece = 0; piece < losses.pieces(); piece++) {
      model[losses.sequences()[piece]] += losses.sum(piece, NATS);
    }
    double[] uniform =
        sequences.stream().mapToDouble(each -> each.targets() * Math.log(VOCABULARY)).toArray();
    double[] unigram = sequences.stream().mapToDouble(pairs::unigram).toArray();
    double[] bigram = sequences.stream().mapToDouble(pairs::bigram).toArray();
    int[] targets = sequences.stream().mapToInt(Sequence::targets).toArray();
    List<Text.Baseline> baselines = evaluation.text().baselines();
    Percentage tolerance = Percentage.withPercentage(1e-6);
    assertThat(baselines.get(0).differenceError())
        .isCloseTo(error(model, uniform, targets), tolerance);
    assertThat(baselines.get(1).differenceError())
        .isCloseTo(error(model, unigram, targets), tolerance);
    assertThat(baselines.get(2).differenceError())
        .isCloseTo(error(model, bigram, targets), tolerance);
  }

  @Test
  void furtherBaselinesLoseWhatTheirOwnEvaluationsSay() {
    EvaluationSettings settings = new EvaluationSettings(true, 3, 4, null);
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, SEED);
    NetworkSnapshot other = Networks.of(ModelConfig.CellKind.ELMAN, VOCABULARY, SEED);
    List<FurtherBaseline> further =
        List.of(
            new FurtherBaseline("other", other),
            new FurtherBaseline("uniform network", Networks.uniform(VOCABULARY)),
            new FurtherBaseline("itself", network));

    Text text =
        new Evaluator(spark(), settings, further)
            .evaluate(network, written.shards(), Split.TEST, written.shards())
            .text();

    List<Text.Baseline> baselines = text.baselines();
    assertThat(baselines)
        .extracting(Text.Baseline::name)
        .containsExactly("uniform", "unigram", "bigram", "other", "uniform network", "itself");
    Percentage rounding = Percentage.withPercentage(1e-9);
    assertThat(baselines.get(3).nats())
        .isCloseTo(
            evaluator(settings).evaluate(other, written.shards(), Split.TEST).text().model().nats(),
            rounding);
    assertThat(baselines.get(3).differenceError()).isPositive();
    assertThat(baselines.get(4).nats()).isCloseTo(baselines.get(0).nats(), rounding);
    assertThat(baselines.get(4).differenceError())
        .isCloseTo(baselines.get(0).differenceError(), Percentage.withPercentage(1e-6));
    assertThat(baselines.get(5).nats()).isCloseTo(text.model().nats(), rounding);
    assertThat(baselines.get(5).differenceError()).isCloseTo(0, within(1e-9));
  }

  private static double error(double[] model, double[] baseline, int[] targets) {
    double difference = DoubleStream.of(model).sum() - DoubleStream.of(baseline).sum();
    double all = IntStream.of(targets).sum();
    double squares = 0;
    for (int run = 0; run < targets.length; run++) {
      double residual = model[run] - baseline[run] - difference / all * targets[run];
      squares += residual * residual;
    }
    return Math.sqrt(squares * targets.length / (targets.length - 1)) / all;
  }

  /** Pairs of a training split, counted on one thread. */
  private static final class CountedPairs {
    private final long[][] pairs = new long[VOCABULARY][VOCABULARY];
    private final WittenBell model;
    private int unseen;

    CountedPairs(List<Sequence> training) {
      for (Sequence sequence : training) {
        for (int t = 0; t < sequence.targets(); t++) {
          pairs[sequence.tokens()[t]][sequence.tokens()[t + 1]]++;
        }
      }
      TokenCounts counts = new TokenCounts(VOCABULARY);
      for (int v = 0; v < VOCABULARY; v++) {
        for (int w = 0; w < VOCABULARY; w++) {
          if (pairs[v][w] > 0) {
            counts.add(Pair.of(v, w), pairs[v][w]);
          }
        }
      }
      model = new WittenBell(counts);
    }

    double unigram(Sequence sequence) {
      return IntStream.range(0, sequence.targets())
          .mapToDouble(t -> -Math.log(model.probability(sequence.tokens()[t + 1])))
          .sum();
    }

    double bigram(Sequence sequence) {
      double nats = 0;
      for (int t = 0; t < sequence.targets(); t++) {
        int v = sequence.tokens()[t];
        int w = sequence.tokens()[t + 1];
        nats -= Math.log(model.probability(v, w, pairs[v][w]));
        unseen += pairs[v][w] == 0 ? 1 : 0;
      }
      return nats;
    }
  }

  @Test
  void pairsAreCountedThroughManyFillingsOfTheTable() {
    Map<Long, Long> expected = new HashMap<>();
    for (Sequence sequence : written.sequences(Split.TEST)) {
      for (int t = 0; t < sequence.targets(); t++) {
        expected.merge(Pair.of(sequence.tokens()[t], sequence.tokens()[t + 1]), 1L, Long::sum);
      }
    }
    Map<Long, Long> counted = new HashMap<>();
    int entries = 0;
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark(), new SerializableConfiguration(new Configuration()))) {
      BlockReader reader = BlockReader.of(hadoop.broadcast(), written.shards());
      List<Block> blocks = Block.plan(written.shards().split(Split.TEST), 3);
      // 16 slots: at 8 pairs, and at most 5 more of a sequence, the table is handed on.
      Iterator<Example> sequences =
          blocks.stream().flatMap(block -> reader.read(block).stream()).iterator();
      RunPairs counts =
          new RunPairs(
              Alignment.NEXT_STEP, new PairTable(4), List.of(new PairRun(0, sequences)).iterator());
      while (counts.hasNext()) {
        Tuple2<Long, Tuple2<Long, Long>> count = counts.next();
        counted.merge(count._1(), count._2()._2(), Long::sum);
        entries++;
      }
    }
    assertThat(counted).isEqualTo(expected);
    assertThat(entries).as("pairs that came out several times").isGreaterThan(expected.size());
  }

  @Test
  void aModelOfAnotherVocabularyIsNamedWithBothSizes() {
    NetworkSnapshot network = Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY + 1, SEED);
    Evaluator evaluator = evaluator(new EvaluationSettings(true, 2, 4, null));

    assertThatThrownBy(() -> evaluator.evaluate(network, written.shards(), Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the model predicts 18 tokens but the vocabulary of the shards has 17");
  }

  @Test
  void baselinesOfAnotherVocabularyAreRefused(@TempDir Path other) throws IOException {
    ShardSet training = WrittenShards.write(other, VOCABULARY - 1, SEED).shards();
    Baselines baselines =
        new Baselines(spark(), training, new EvaluationSettings(true, 2, 4, null));

    assertThatThrownBy(() -> baselines.score(written.shards(), Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(training.manifest().vocabularyDigest())
        .hasMessageContaining(written.shards().manifest().vocabularyDigest())
        .hasMessageContaining("set shards.path to shards of the same vocabulary");
  }

  @Test
  void anAlteredShardFileIsNamed(@TempDir Path other) throws IOException {
    ShardSet shards = WrittenShards.write(other, VOCABULARY, SEED).shards();
    // The writer's name in the footer: still a file that can be read, but not the same one.
    Path file = other.resolve("test/part-00001.parquet");
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.lastIndexOf("parquet-mr")]++;
    Files.write(file, bytes);
    Files.delete(other.resolve("test/.part-00001.parquet.crc"));
    Evaluator evaluator = evaluator(new EvaluationSettings(true, 2, 4, null));
    NetworkSnapshot network = Networks.uniform(VOCABULARY);

    assertThatThrownBy(() -> evaluator.evaluate(network, shards, Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("test/part-00001.parquet was altered");
  }

  @Test
  void aManifestThatCountsOtherwiseIsRefused(@TempDir Path other) throws IOException {
    WrittenShards.write(other, VOCABULARY, SEED);
    Path manifest = other.resolve("manifest.json");
    String text = Files.readString(manifest).replace("\"targets\":107", "\"targets\":108");
    Files.writeString(manifest, text);
    ShardSet shards = ShardSet.open(new Storage(new Configuration()), other.toString());
    Evaluator evaluator = evaluator(new EvaluationSettings(true, 2, 4, null));
    NetworkSnapshot network = Networks.uniform(VOCABULARY);

    assertThatThrownBy(() -> evaluator.evaluate(network, shards, Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("hold 107 targets but their manifest says 108");
  }

  @Test
  void tokenIdsBeyondTheVocabularyAreRefused(@TempDir Path other) throws IOException {
    WrittenShards.write(other, VOCABULARY, SEED);
    Path manifest = other.resolve("manifest.json");
    String text = Files.readString(manifest).replace("\"size\":" + VOCABULARY, "\"size\":3");
    Files.writeString(manifest, text);
    ShardSet shards = ShardSet.open(new Storage(new Configuration()), other.toString());
    Evaluator evaluator = evaluator(new EvaluationSettings(true, 2, 4, null));
    NetworkSnapshot network = Networks.uniform(3);

    assertThatThrownBy(() -> evaluator.evaluate(network, shards, Split.TEST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("but the vocabulary has 3 tokens");
  }

  @Test
  void aDivergedModelIsMeasuredAsSuch() {
    Text evaluation =
        evaluator(new EvaluationSettings(true, 2, 4, null))
            .evaluate(Networks.diverged(VOCABULARY), written.shards(), Split.TEST)
            .text();

    assertThat(evaluation.negativeLogLikelihood()).isNaN();
    assertThat(evaluation.standardError()).isNaN();
  }

  private static Evaluator evaluator(EvaluationSettings settings) {
    return new Evaluator(spark(), settings);
  }

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
  }
}
