package org.ravel.hiddenmarkov.fitting;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.hiddenmarkov.HiddenMarkovText;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
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
   * @throws org.ravel.error.StoppedException if it is to stop
   */
  public Fitted fit(
      JavaSparkContext spark, ShardSet shards, Storage storage, Path kept, BooleanSupplier stop) {
    return fit(spark, shards, KeptProgress.in(storage, kept), stop);
  }

  /** Fits in one go, as a baseline. */
  public Fitted fit(JavaSparkContext spark, ShardSet shards) {
    return fit(spark, shards, KeptProgress.none(), () -> false);
  }

  private Fitted fit(
      JavaSparkContext spark, ShardSet shards, KeptProgress kept, BooleanSupplier stop) {
    require(config, shards);
    SegmentPlan plan =
        SegmentPlan.of(shards.split(Split.TRAIN), shards.manifest().sequenceLength());
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      JavaPairRDD<Integer, int[][]> segments =
          TextSegments.read(
                  spark,
                  new ReadSegments(
                      hadoop.broadcast(),
                      shards.path().toString(),
                      shards.manifest().schema(),
                      plan,
                      shards.vocabulary().size()))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return new BaumWelchRounds(
                config, seed, tell, spark, segments, plan.groups(), shards, kept, stop)
            .run();
      } finally {
        segments.unpersist();
      }
    }
  }
}
