package org.ravel.hiddenmarkov.fitting;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.error.StoppedException;
import org.ravel.hiddenmarkov.HiddenMarkovText;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting.Fitted;
import org.ravel.hiddenmarkov.fitting.BaumWelchProgress.Found;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.SymbolCounts;
import org.ravel.shard.ShardSet;
import org.ravel.spark.SparkJob;

/** The iterations of Baum–Welch from all starts. */
final class BaumWelchRounds {
  private static final int TOLD_EACH = 10;

  private final HiddenMarkovConfig config;
  private final long seed;
  private final Consumer<String> tell;
  private final JavaSparkContext spark;
  private final JavaPairRDD<Integer, int[][]> segments;
  private final int groups;
  private final ShardSet shards;
  private final KeptProgress kept;
  private final BooleanSupplier stop;
  private final long[] counts;
  private BaumWelchProgress progress;
  private long tokens;

  BaumWelchRounds(
      HiddenMarkovConfig config,
      long seed,
      Consumer<String> tell,
      JavaSparkContext spark,
      JavaPairRDD<Integer, int[][]> segments,
      int groups,
      ShardSet shards,
      KeptProgress kept,
      BooleanSupplier stop) {
    this.config = config;
    this.seed = seed;
    this.tell = tell;
    this.spark = spark;
    this.segments = segments;
    this.groups = groups;
    this.shards = shards;
    this.kept = kept;
    this.stop = stop;
    int symbols = shards.vocabulary().size();
    this.counts =
        SparkJob.run(spark, "train: count tokens", () -> TextSegments.counted(segments, symbols));
  }

  Fitted run() {
    progress = kept.read(shards.digest()).orElse(null);
    if (progress == null) {
      progress = begin(0, null);
    } else {
      tell.accept(
          "  resuming after iteration %d of start %d"
              .formatted(progress.iteration(), progress.start() + 1));
    }
    while (true) {
      Found best = iterate();
      if (progress.start() + 1 == config.restarts()) {
        return new Fitted(
            new HiddenMarkovText(best.model()),
            best.logLikelihood(),
            tokens,
            best.start() + 1,
            best.iterations(),
            best.converged());
      }
      advance(begin(progress.start() + 1, best));
    }
  }

  private BaumWelchProgress begin(int start, Found best) {
    return new BaumWelchProgress(
        shards.digest(),
        start,
        0,
        BaumWelch.start(config.states(), counts, seed + start),
        Double.NEGATIVE_INFINITY,
        best);
  }

  /** From one start to the end; the better of that and of what was found before. */
  private Found iterate() {
    while (true) {
      int iteration = progress.iteration();
      SymbolCounts expected = expect(iteration);
      double likelihood = expected.logLikelihood();
      tokens = expected.tokens();
      boolean converged = likelihood - progress.before() < config.tolerance() * (double) tokens;
      boolean ends = converged || iteration == config.iterations();
      if (ends || iteration % TOLD_EACH == 0) {
        tell.accept(
            "  start %d, iteration %d: %.4f nats a token"
                .formatted(progress.start() + 1, iteration, -likelihood / (double) tokens));
      }
      if (ends) {
        return better(
            new Found(
                expected.smoothed(config.smoothing()),
                likelihood,
                progress.start(),
                iteration,
                converged));
      }
      advance(
          new BaumWelchProgress(
              progress.shards(),
              progress.start(),
              iteration + 1,
              expected.maximised(progress.model()),
              likelihood,
              progress.best()));
    }
  }

  private Found better(Found found) {
    Found best = progress.best();
    return best != null && best.logLikelihood() >= found.logLikelihood() ? best : found;
  }

  private SymbolCounts expect(int iteration) {
    return SparkJob.run(
        spark,
        "train: start %d, expectation %d".formatted(progress.start() + 1, iteration + 1),
        () -> TextSegments.expected(segments, groups, progress.model()));
  }

  private void advance(BaumWelchProgress next) {
    progress = next;
    kept.write(next);
    if (stop.getAsBoolean()) {
      throw new StoppedException(
          "stopped by a signal; the same command goes on after iteration %d of start %d"
              .formatted(next.iteration(), next.start() + 1));
    }
  }
}
