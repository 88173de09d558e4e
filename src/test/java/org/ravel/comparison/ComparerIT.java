package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.ModelConfig;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.Networks;
import org.ravel.evaluation.WrittenShards;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.network.NetworkSnapshot;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;

class ComparerIT {
  private static final int VOCABULARY = 17;
  private static final NetworkSnapshot CHAMPION =
      Networks.of(ModelConfig.CellKind.LSTM, VOCABULARY, 1);
  private static final NetworkSnapshot CHALLENGER =
      Networks.of(ModelConfig.CellKind.GRU, VOCABULARY, 2);
  private static final EvaluationSettings SETTINGS = new EvaluationSettings(true, 3, 4, null);

  @TempDir private static Path folder;
  private static ShardSet pinned;
  private static ShardSet added;

  @BeforeAll
  static void write() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Files.createDirectories(first);
    Files.createDirectories(second);
    pinned = WrittenShards.write(first, VOCABULARY, 3).shards();
    added = WrittenShards.write(second, VOCABULARY, 4).shards();
  }

  @Test
  void comparesOnEachHoldoutAndSlice() {
    RetrainingConfig config = config("slices { ab = [a, b], c = [c], none = [x] }");
    List<Comparison> comparisons =
        comparer(config, 5)
            .compare(CHAMPION, CHALLENGER, Map.of(Holdout.NEW, added, Holdout.PINNED, pinned));

    assertThat(comparisons)
        .extracting(Comparison::holdout, Comparison::slice, Comparison::metric)
        .containsExactly(
            tuple(Holdout.PINNED, null, Metric.PERPLEXITY),
            tuple(Holdout.PINNED, null, Metric.ACCURACY),
            tuple(Holdout.PINNED, "ab", Metric.PERPLEXITY),
            tuple(Holdout.PINNED, "ab", Metric.ACCURACY),
            tuple(Holdout.PINNED, "c", Metric.PERPLEXITY),
            tuple(Holdout.PINNED, "c", Metric.ACCURACY),
            tuple(Holdout.NEW, null, Metric.PERPLEXITY),
            tuple(Holdout.NEW, null, Metric.ACCURACY),
            tuple(Holdout.NEW, "ab", Metric.PERPLEXITY),
            tuple(Holdout.NEW, "ab", Metric.ACCURACY),
            tuple(Holdout.NEW, "c", Metric.PERPLEXITY),
            tuple(Holdout.NEW, "c", Metric.ACCURACY));
    requireEvaluated(comparisons.subList(0, 6), pinned);
    requireEvaluated(comparisons.subList(6, 12), added);
  }

  /** The same from an evaluation of each model by itself, and its losses by source. */
  private static void requireEvaluated(List<Comparison> comparisons, ShardSet shards) {
    Text mine = evaluator().evaluate(CHAMPION, shards, Split.TEST).text();
    Text theirs = evaluator().evaluate(CHALLENGER, shards, Split.TEST).text();
    Comparison perplexity = comparisons.get(0);
    assertThat(perplexity.champion()).isCloseTo(mine.perplexity(), within(1e-10));
    assertThat(perplexity.challenger()).isCloseTo(theirs.perplexity(), within(1e-10));
    assertThat(perplexity.ratio())
        .isCloseTo(theirs.perplexity() / mine.perplexity(), within(1e-12));
    assertThat(perplexity.units()).isEqualTo(22);
    assertThat(perplexity.targets()).isEqualTo(107);
    assertThat(perplexity.interval().low()).isLessThan(perplexity.ratio());
    assertThat(perplexity.interval().high()).isGreaterThan(perplexity.ratio());
    Comparison accuracy = comparisons.get(1);
    assertThat(accuracy.champion()).isCloseTo(mine.top1Accuracy(), within(1e-12));
    assertThat(accuracy.challenger()).isCloseTo(theirs.top1Accuracy(), within(1e-12));
    Comparison ab = comparisons.get(2);
    assertThat(ab.champion()).isCloseTo(perplexity(mine, 0, 2), within(1e-10));
    assertThat(ab.challenger()).isCloseTo(perplexity(theirs, 0, 2), within(1e-10));
    Comparison c = comparisons.get(4);
    assertThat(c.champion()).isCloseTo(perplexity(mine, 2, 3), within(1e-10));
    assertThat(c.interval()).as("of %d sequences", c.units()).isNull();
    assertThat(ab.targets() + c.targets()).isEqualTo(107);
  }

  @Test
  void anotherSliceChangesNothingForTheOthers() {
    Map<Holdout, ShardSet> holdouts = Map.of(Holdout.PINNED, pinned);
    List<Comparison> few =
        comparer(config("slices { c = [a, b, c] }"), 5).compare(CHAMPION, CHALLENGER, holdouts);
    List<Comparison> more =
        comparer(config("slices { b = [b], c = [a, b, c] }"), 5)
            .compare(CHAMPION, CHALLENGER, holdouts);
    List<Comparison> otherSeed =
        comparer(config("slices { c = [a, b, c] }"), 6).compare(CHAMPION, CHALLENGER, holdouts);

    assertThat(few.get(2).interval()).isNotNull();
    assertThat(more).containsAll(few);
    assertThat(otherSeed.get(2).interval()).isNotEqualTo(few.get(2).interval());
  }

  @Test
  void aHoldoutWithoutTheSplitIsLeftOut() {
    List<Comparison> comparisons =
        comparer(config("gate.split = validation"), 5)
            .compare(CHAMPION, CHALLENGER, Map.of(Holdout.PINNED, pinned));

    assertThat(comparisons).isEmpty();
    assertThat(new Gate(config(""), Task.LANGUAGE_MODEL).decide(comparisons).passed()).isFalse();
  }

  @Test
  void aDivergedChallengerDoesNotPass() {
    RetrainingConfig config = config("");
    List<Comparison> comparisons =
        comparer(config, 5)
            .compare(CHAMPION, Networks.diverged(VOCABULARY), Map.of(Holdout.PINNED, pinned));

    assertThat(comparisons.get(0).challenger()).isNull();
    assertThat(comparisons.get(0).champion()).isPositive();
    assertThat(comparisons).extracting(Comparison::ratio).containsOnlyNulls();
    assertThat(new Gate(config, Task.LANGUAGE_MODEL).decide(comparisons).passed()).isFalse();
  }

  private static double perplexity(Text evaluation, int first, int end) {
    List<Text.SourceLoss> sources = evaluation.bySource().subList(first, end);
    return Math.exp(
        sources.stream().mapToDouble(source -> source.loss().nats()).sum()
            / sources.stream().mapToDouble(source -> source.loss().targets()).sum());
  }

  private static RetrainingConfig config(String settings) {
    return ConfigLoader.load(
            "test", "retraining { gate.confidence = 0.95\n%s }".formatted(settings), Map.of())
        .values()
        .retraining();
  }

  private static Comparer comparer(RetrainingConfig config, long seed) {
    return new Comparer(evaluator(), config, Task.LANGUAGE_MODEL, seed);
  }

  private static Evaluator evaluator() {
    return new Evaluator(
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext()), SETTINGS);
  }
}
