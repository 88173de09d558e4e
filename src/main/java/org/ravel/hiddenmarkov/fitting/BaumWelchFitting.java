package org.ravel.hiddenmarkov.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.StoppedException;
import org.ravel.hiddenmarkov.HiddenMarkovText;
import org.ravel.hiddenmarkov.fitting.BaumWelchProgress.Found;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.SymbolCounts;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.storage.NumberFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * Fits a hidden Markov model to a text by Baum–Welch (Baum, Petrie, Soules and Weiss 1970), on
 * Spark. In each iteration all segments of the text are run through forward and backward, and what
 * is expected of them is added up in a fixed order, so the model is the same on any cluster. The
 * text stays in the memory of the executors, or on their disks.
 */
public final class BaumWelchFitting {
  /** Numbers of the largest table of emissions: 512 MiB, of which a few are on the driver. */
  private static final long MOST_EMISSIONS = 1 << 26;

  private static final int TOLD_EACH = 10;

  private final HiddenMarkovConfig config;
  private final long seed;
  private final Consumer<String> tell;

  /**
   * A fit.
   *
   * @param seed of the starts
   * @param tell shows lines of its course
   */
  public BaumWelchFitting(HiddenMarkovConfig config, long seed, Consumer<String> tell) {
    this.config = config;
    this.seed = seed;
    this.tell = tell;
  }

  /**
   * What was fitted.
   *
   * @param logLikelihood of the training split, in nats, before smoothing
   * @param tokens of the training split
   * @param start the number of the start that led there, from 1
   * @param iterations from that start
   * @param converged whether the last one changed next to nothing
   */
  public record Fitted(
      HiddenMarkovText model,
      double logLikelihood,
      long tokens,
      int start,
      int iterations,
      boolean converged) {}

  /**
   * Refuses a model that cannot be fitted to some shards.
   *
   * @throws ConfigurationException if it has more states than the training split has tokens, or too
   *     many numbers
   */
  public static void require(HiddenMarkovConfig config, ShardSet shards) {
    long targets = shards.split(Split.TRAIN).targets();
    if (config.states() > targets) {
      throw new ConfigurationException(
          "model.hidden-markov.states is %,d, but the training split has %,d tokens: a state that none of them has come from learns nothing; set fewer states"
              .formatted(config.states(), targets));
    }
    long emissions = (long) config.states() * shards.vocabulary().size();
    if (emissions > MOST_EMISSIONS) {
      throw new ConfigurationException(
          "model.hidden-markov.states (%,d) with a vocabulary of %,d tokens gives %,d probabilities, but at most %,d are counted; set fewer states, or a smaller vocabulary.max-size and run ravel prepare again"
              .formatted(config.states(), shards.vocabulary().size(), emissions, MOST_EMISSIONS));
    }
  }

  /**
   * Fits, and keeps after each iteration how far it has come.
   *
   * @param kept the file for that; what it says of the same shards is gone on with
   * @param stop whether to stop, asked after each iteration
   * @throws org.ravel.error.InputException if a shard file or the kept one is damaged
   * @throws StoppedException if it is to stop
   */
  public Fitted fit(
      JavaSparkContext spark, ShardSet shards, Storage storage, Path kept, BooleanSupplier stop) {
    return fit(
        spark,
        shards,
        new Kept() {
          @Override
          public Optional<BaumWelchProgress> read() {
            return storage.exists(kept)
                ? Optional.of(new NumberFile(storage, kept).read(BaumWelchProgress::read))
                    .filter(progress -> progress.shards().equals(shards.digest()))
                : Optional.empty();
          }

          @Override
          public void write(BaumWelchProgress progress) {
            try (Staging staging = Staging.open(storage, kept, true)) {
              Path aside = new Path(staging.folder(), kept.getName());
              new NumberFile(storage, aside).write(progress::write);
              staging.publish(aside);
            }
          }
        },
        stop);
  }

  /** Fits in one go, as a baseline. */
  public Fitted fit(JavaSparkContext spark, ShardSet shards) {
    return fit(
        spark,
        shards,
        new Kept() {
          @Override
          public Optional<BaumWelchProgress> read() {
            return Optional.empty();
          }

          @Override
          public void write(BaumWelchProgress progress) {}
        },
        () -> false);
  }

  private interface Kept {
    Optional<BaumWelchProgress> read();

    void write(BaumWelchProgress progress);
  }

  private Fitted fit(JavaSparkContext spark, ShardSet shards, Kept kept, BooleanSupplier stop) {
    require(config, shards);
    SegmentPlan plan =
        SegmentPlan.of(shards.split(Split.TRAIN), shards.manifest().sequenceLength());
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      JavaPairRDD<Integer, int[][]> segments =
          segments(
                  spark,
                  new ReadSegments(
                      hadoop.broadcast(),
                      shards.path().toString(),
                      shards.manifest().schema(),
                      plan,
                      shards.vocabulary().size()))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return new Rounds(spark, segments, plan.groups(), shards, kept, stop).run();
      } finally {
        segments.unpersist();
      }
    }
  }

  static JavaPairRDD<Integer, int[][]> segments(JavaSparkContext spark, ReadSegments read) {
    SegmentPlan plan = read.plan();
    return spark
        .parallelize(plan.files(), plan.files().size())
        .mapPartitionsToPair(read)
        .groupByKey(new HashPartitioner(plan.groups()))
        .mapValues(new InOrder());
  }

  /** What is expected of all segments with a model. */
  static SymbolCounts expect(
      JavaPairRDD<Integer, int[][]> segments, int groups, DiscreteHmm model) {
    return OrderedSum.of(segments.mapValues(new Expect(model)), groups);
  }

  /** The iterations of all starts. */
  private final class Rounds {
    private final JavaSparkContext spark;
    private final JavaPairRDD<Integer, int[][]> segments;
    private final int groups;
    private final ShardSet shards;
    private final Kept kept;
    private final BooleanSupplier stop;
    private final long[] counts;
    private BaumWelchProgress progress;
    private long tokens;

    Rounds(
        JavaSparkContext spark,
        JavaPairRDD<Integer, int[][]> segments,
        int groups,
        ShardSet shards,
        Kept kept,
        BooleanSupplier stop) {
      this.spark = spark;
      this.segments = segments;
      this.groups = groups;
      this.shards = shards;
      this.kept = kept;
      this.stop = stop;
      int symbols = shards.vocabulary().size();
      this.counts =
          SparkJob.run(
              spark,
              "train: count tokens",
              () -> segments.values().map(new CountTokens(symbols)).treeReduce(new AddCounts()));
    }

    Fitted run() {
      progress = kept.read().orElse(null);
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
          () -> BaumWelchFitting.expect(segments, groups, progress.model()));
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

  private record InOrder() implements Function<Iterable<NumberedSegment>, int[][]> {
    @Override
    public int[][] call(Iterable<NumberedSegment> segments) {
      return StreamSupport.stream(segments.spliterator(), false)
          .sorted(Comparator.comparingInt(NumberedSegment::number))
          .map(NumberedSegment::tokens)
          .toArray(int[][]::new);
    }
  }

  private record Expect(DiscreteHmm model) implements Function<int[][], SymbolCounts> {
    @Override
    public SymbolCounts call(int[][] segments) {
      return new BaumWelch(model).expect(List.of(segments).iterator());
    }
  }

  private record CountTokens(int symbols) implements Function<int[][], long[]> {
    @Override
    public long[] call(int[][] segments) {
      long[] counts = new long[symbols];
      Stream.of(segments).flatMapToInt(Arrays::stream).forEach(id -> counts[id]++);
      return counts;
    }
  }

  private record AddCounts() implements Function2<long[], long[], long[]> {
    @Override
    public long[] call(long[] a, long[] b) {
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
      return a;
    }
  }
}
