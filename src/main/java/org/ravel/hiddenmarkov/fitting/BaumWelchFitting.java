package org.ravel.hiddenmarkov.fitting;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.HiddenMarkovConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.hiddenmarkov.HiddenMarkovModel;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Storage;

/**
 * Fits a hidden Markov model to a text, or to series, by Baum–Welch (Baum, Petrie, Soules and Weiss
 * 1970), on Spark. In each iteration all segments are run through forward and backward, and what is
 * expected of them is added up in a fixed order, so the model is the same on any cluster. The
 * segments stay in the memory of the executors, or on their disks.
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
   * @param seen tokens or values of the training split
   * @param unit what they are, such as {@code token}
   * @param start the number of the start that led there, from 1
   * @param iterations from that start
   * @param converged whether the last one changed next to nothing
   */
  public record Fitted(
      HiddenMarkovModel model,
      double logLikelihood,
      long seen,
      String unit,
      int start,
      int iterations,
      boolean converged) {}

  /**
   * Refuses a model that cannot be fitted to some shards.
   *
   * @throws ConfigurationException if it has more states than the training split has targets, or
   *     too many numbers, or if something is known of the future
   */
  public static void require(HiddenMarkovConfig config, ShardSet shards) {
    if (shards.series().isPresent()) {
      requireSeries(config, shards);
    } else {
      requireText(config, shards);
    }
  }

  private static void requireSeries(HiddenMarkovConfig config, ShardSet shards) {
    int known = shards.manifest().schema().horizon().known();
    if (known > 0) {
      throw new ConfigurationException(
          "model.kind is hidden-markov, which reads nothing that is known of the future, but corpus.columns.known has %d columns; prepare the series without it, or set model.kind=autoregressive"
              .formatted(known));
    }
    requireStates(config, shards, "values to forecast");
  }

  private static void requireText(HiddenMarkovConfig config, ShardSet shards) {
    requireStates(config, shards, "tokens");
    long emissions = (long) config.states() * shards.vocabulary().size();
    if (emissions > MOST_EMISSIONS) {
      throw new ConfigurationException(
          "model.hidden-markov.states (%,d) with a vocabulary of %,d tokens gives %,d probabilities, but at most %,d are counted; set fewer states, or a smaller vocabulary.max-size and run ravel prepare again"
              .formatted(config.states(), shards.vocabulary().size(), emissions, MOST_EMISSIONS));
    }
  }

  private static void requireStates(HiddenMarkovConfig config, ShardSet shards, String targets) {
    long count = shards.split(Split.TRAIN).targets();
    if (config.states() > count) {
      throw new ConfigurationException(
          "model.hidden-markov.states is %,d, but the training split has %,d %s: a state that none of them has come from learns nothing; set fewer states"
              .formatted(config.states(), count, targets));
    }
  }

  /**
   * Fits, and keeps after each iteration how far it has come.
   *
   * @param kept the file for that; a fit to the same shards is resumed from it
   * @param stop whether to stop, asked after each iteration
   * @throws org.ravel.error.InputException if a shard file or the kept one is damaged, or if values
   *     of series are all the same or missing
   * @throws org.ravel.error.StoppedException if it is to stop
   */
  public Fitted fit(
      JavaSparkContext spark, ShardSet shards, Storage storage, Path kept, BooleanSupplier stop) {
    return fit(spark, shards, new Keeping(storage, kept), stop);
  }

  /** Fits in one go, as a baseline. */
  public Fitted fit(JavaSparkContext spark, ShardSet shards) {
    return fit(spark, shards, null, () -> false);
  }

  /** Where a fit is kept. */
  private record Keeping(Storage storage, Path file) {}

  private Fitted fit(
      JavaSparkContext spark, ShardSet shards, Keeping keeping, BooleanSupplier stop) {
    require(config, shards);
    try (BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
        Sequences<?> sequences =
            shards.series().isPresent()
                ? SeriesSegments.open(spark, shards, hadoop.broadcast(), config.varianceFloor())
                : TextSegments.open(spark, shards, hadoop.broadcast())) {
      return fit(spark, sequences, shards.digest(), keeping, stop);
    }
  }

  private <S> Fitted fit(
      JavaSparkContext spark,
      Sequences<S> sequences,
      String shards,
      Keeping keeping,
      BooleanSupplier stop) {
    KeptProgress<S> kept =
        keeping == null
            ? KeptProgress.none()
            : KeptProgress.in(keeping.storage(), keeping.file(), sequences::read);
    return new BaumWelchRounds<>(config, seed, tell, spark, sequences, shards, kept, stop).run();
  }
}
