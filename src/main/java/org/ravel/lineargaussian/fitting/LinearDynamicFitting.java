package org.ravel.lineargaussian.fitting;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.LinearDynamicConfig;
import org.ravel.config.LinearDynamicConfig.Structure;
import org.ravel.error.ConfigurationException;
import org.ravel.error.StoppedException;
import org.ravel.lineargaussian.LinearDynamicModel;
import org.ravel.lineargaussian.statespace.Expectations;
import org.ravel.lineargaussian.statespace.FirstSystem;
import org.ravel.lineargaussian.statespace.Maximisation;
import org.ravel.lineargaussian.statespace.Smoother;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.sequence.Horizon;
import org.ravel.shard.ShardSet;
import org.ravel.shard.series.SeriesMoments;
import org.ravel.shard.series.SeriesStretches;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * Fits a linear dynamic system by expectation and maximisation: in each iteration every stretch of
 * a series is filtered and smoothed whole, in one task, and what is expected of them is summed
 * without rounding, so the model is the same on any cluster. One system is of all series of the
 * set, in their scaled values.
 */
public final class LinearDynamicFitting {
  /** Of the variance of the data: what is least of an output's noise. */
  private static final double SMALLEST = 1e-8;

  private final LinearDynamicConfig config;
  private final Horizon horizon;
  private final int season;
  private final int width;
  private final long seed;

  /**
   * A fit.
   *
   * @param horizon of the windows
   * @param season values of a season; 1 for none
   * @param seed of what is random in a general system
   * @throws ConfigurationException if the windows do not fit the structure
   */
  public LinearDynamicFitting(LinearDynamicConfig config, Horizon horizon, int season, long seed) {
    this.config = config;
    this.horizon = horizon;
    this.season = season;
    this.width = horizon.width() - horizon.known();
    this.seed = seed;
    Structure structure = config.structure();
    if (horizon.known() > 0) {
      throw new ConfigurationException(
          "model.kind is linear-dynamic, which reads nothing that is known of the future, but corpus.columns.known has %d columns; prepare the series without it, or set model.kind=autoregressive"
              .formatted(horizon.known()));
    }
    if (structure.isSeasonal() && season < 2) {
      throw new ConfigurationException(
          "model.linear-dynamic.structure has a season, but the series have none; set forecasting.season and prepare them again, or set the structure to level or trend");
    }
    int states = structure.statesOfOne(season);
    if (horizon.context() < states) {
      throw new ConfigurationException(
          "model.linear-dynamic.structure has a state of %d numbers, of which nothing is known before a window, but forecasting.context is %d; prepare the series with a context of %d or more"
              .formatted(states, horizon.context(), states));
    }
  }

  /**
   * What was fitted.
   *
   * @param logLikelihood of the training split
   * @param values that were seen
   * @param iterations that were done
   * @param converged whether the last one changed next to nothing
   */
  public record Fitted(
      LinearDynamicModel model,
      double logLikelihood,
      long values,
      int iterations,
      boolean converged) {}

  /**
   * Fits.
   *
   * @param stop whether to stop, asked after each iteration
   * @throws org.ravel.error.InputException if a shard file is damaged, or values are all the same
   *     or missing
   * @throws StoppedException if it is to stop
   */
  public Fitted fit(JavaSparkContext spark, ShardSet shards, BooleanSupplier stop) {
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      JavaRDD<double[]> sequences =
          SeriesStretches.read(spark, shards, hadoop.broadcast())
              .values()
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return fit(spark, sequences, stop);
      } finally {
        sequences.unpersist();
      }
    }
  }

  private Fitted fit(JavaSparkContext spark, JavaRDD<double[]> sequences, BooleanSupplier stop) {
    SeriesMoments moments = SeriesMoments.of(spark, sequences, width, "linear dynamic system");
    double[] variances = moments.variances();
    StateSpace system =
        FirstSystem.of(
            config.structure(), moments.means(), variances, season, config.states(), seed);
    double[] smallest = Arrays.stream(variances).map(variance -> SMALLEST * variance).toArray();
    double before = Double.NEGATIVE_INFINITY;
    for (int iteration = 0; ; iteration++) {
      Expectations expectations = expect(spark, sequences, system, iteration);
      double likelihood = expectations.logLikelihood();
      boolean converged =
          likelihood - before < config.tolerance() * (double) expectations.observations();
      if (converged || iteration == config.iterations()) {
        return new Fitted(
            new LinearDynamicModel(horizon, anywhere(system, expectations)),
            likelihood,
            expectations.observations(),
            iteration,
            converged);
      }
      if (stop.getAsBoolean()) {
        throw new StoppedException("stopped by a signal; the same command fits the model again");
      }
      before = likelihood;
      system = Maximisation.next(system, expectations, smallest);
    }
  }

  private Expectations expect(
      JavaSparkContext spark, JavaRDD<double[]> sequences, StateSpace system, int iteration) {
    return SparkJob.run(
        spark,
        "train: expectation %d".formatted(iteration + 1),
        () ->
            Partitions.reduce(
                Partitions.map(sequences, new Expect(system, config.structure().isGeneral())),
                new AddExpectations()));
  }

  /** Windows begin anywhere; of a structured system nothing is known there either. */
  private StateSpace anywhere(StateSpace system, Expectations expectations) {
    return config.structure().isGeneral()
        ? system.startingAt(Maximisation.anywhere(expectations))
        : system;
  }

  private record Expect(StateSpace system, boolean general)
      implements FlatMapFunction<Iterator<double[]>, Expectations> {
    @Override
    public Iterator<Expectations> call(Iterator<double[]> sequences) {
      Expectations expectations = new Expectations(system.states(), system.width(), general);
      Smoother smoother = new Smoother(system, general);
      sequences.forEachRemaining(values -> smoother.add(values, expectations));
      return List.of(expectations).iterator();
    }
  }

  private record AddExpectations() implements Function2<Expectations, Expectations, Expectations> {
    @Override
    public Expectations call(Expectations a, Expectations b) {
      return a.add(b);
    }
  }
}
