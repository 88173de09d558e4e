package org.ravel.hiddenmarkov.fitting;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.error.StoppedException;
import org.ravel.hiddenmarkov.fitting.BaumWelchFitting.Fitted;
import org.ravel.hiddenmarkov.fitting.BaumWelchProgress.Found;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.ExpectedCounts;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.spark.SparkJob;

/**
 * The iterations of Baum–Welch from all starts.
 *
 * @param <S> a sequence
 */
final class BaumWelchRounds<S> {
  private static final int TOLD_EACH = 10;

  private final HiddenMarkovConfig config;
  private final long seed;
  private final Consumer<String> tell;
  private final JavaSparkContext spark;
  private final Sequences<S> sequences;
  private final String shards;
  private final KeptProgress<S> kept;
  private final BooleanSupplier stop;
  private BaumWelchProgress<S> progress;
  private long seen;

  /**
   * Rounds.
   *
   * @param shards their digest
   */
  BaumWelchRounds(
      HiddenMarkovConfig config,
      long seed,
      Consumer<String> tell,
      JavaSparkContext spark,
      Sequences<S> sequences,
      String shards,
      KeptProgress<S> kept,
      BooleanSupplier stop) {
    this.config = config;
    this.seed = seed;
    this.tell = tell;
    this.spark = spark;
    this.sequences = sequences;
    this.shards = shards;
    this.kept = kept;
    this.stop = stop;
  }

  Fitted run() {
    progress = kept.read(shards).orElse(null);
    if (progress == null) {
      progress = begin(0, null);
    } else {
      tell.accept(
          "  resuming after iteration %d of start %d"
              .formatted(progress.iteration(), progress.start() + 1));
    }
    while (true) {
      Found<S> best = iterate();
      if (progress.start() + 1 == config.restarts()) {
        return new Fitted(
            sequences.model(best.model()),
            best.logLikelihood(),
            seen,
            sequences.unit(),
            best.start() + 1,
            best.iterations(),
            best.converged());
      }
      advance(begin(progress.start() + 1, best));
    }
  }

  private BaumWelchProgress<S> begin(int start, Found<S> best) {
    return new BaumWelchProgress<>(
        shards,
        start,
        0,
        sequences.start(config.states(), seed + start),
        Double.NEGATIVE_INFINITY,
        best);
  }

  /** From one start to the end; the better of that and of what was found before. */
  private Found<S> iterate() {
    while (true) {
      int iteration = progress.iteration();
      ExpectedCounts<S> expected = expect(iteration);
      double likelihood = expected.logLikelihood();
      seen = expected.seen();
      boolean converged = likelihood - progress.before() < config.tolerance() * (double) seen;
      boolean ends = converged || iteration == config.iterations();
      if (ends || iteration % TOLD_EACH == 0) {
        tell.accept(
            "  start %d, iteration %d: %.4f nats a %s"
                .formatted(
                    progress.start() + 1,
                    iteration,
                    -likelihood / (double) seen,
                    sequences.unit()));
      }
      if (ends) {
        return better(
            new Found<>(
                expected.smoothed(progress.model(), config.smoothing()),
                likelihood,
                progress.start(),
                iteration,
                converged));
      }
      advance(
          new BaumWelchProgress<>(
              progress.shards(),
              progress.start(),
              iteration + 1,
              expected.maximised(progress.model()),
              likelihood,
              progress.best()));
    }
  }

  private Found<S> better(Found<S> found) {
    Found<S> best = progress.best();
    return best != null && best.logLikelihood() >= found.logLikelihood() ? best : found;
  }

  private ExpectedCounts<S> expect(int iteration) {
    return SparkJob.run(
        spark,
        "train: start %d, expectation %d".formatted(progress.start() + 1, iteration + 1),
        () ->
            OrderedSum.of(
                sequences.groups().mapValues(new Expect<>(progress.model())), sequences.count()));
  }

  private void advance(BaumWelchProgress<S> next) {
    progress = next;
    kept.write(next);
    if (stop.getAsBoolean()) {
      throw new StoppedException(
          "stopped by a signal; the same command goes on after iteration %d of start %d"
              .formatted(next.iteration(), next.start() + 1));
    }
  }

  /** Counts what is expected of the segments of a group. */
  record Expect<S>(Hmm<S> model) implements Function<List<S>, ExpectedCounts<S>> {
    @Override
    public ExpectedCounts<S> call(List<S> segments) {
      return new BaumWelch<>(model).expect(segments.iterator());
    }
  }
}
