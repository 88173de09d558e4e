package org.ravel.lineargaussian.fitting;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.AutoregressiveConfig;
import org.ravel.config.AutoregressiveConfig.Order;
import org.ravel.config.AutoregressiveConfig.Strategy;
import org.ravel.error.ConfigurationException;
import org.ravel.lineargaussian.AutoregressiveModel;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.Fitting;
import org.ravel.lineargaussian.autoregression.GramSums;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.lineargaussian.autoregression.LagRows;
import org.ravel.lineargaussian.autoregression.Lags;
import org.ravel.sequence.Horizon;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.series.ReadSeriesWindows;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * Fits an autoregression in one pass: each task sums over its windows, and the sums add without
 * rounding, so the model is the same on any cluster. One model is of all series of the set, in
 * their scaled values.
 */
public final class AutoregressionFitting {
  /** Numbers of a row of sums: their square is what a task holds. */
  private static final int MOST_NUMBERS = 1_500;

  private final AutoregressiveConfig config;
  private final Horizon horizon;
  private final LagDesign design;

  /**
   * A fit.
   *
   * @param horizon of the windows
   * @param season values of a season; 1 for none
   * @throws ConfigurationException if the windows are too short for the lags, or a row has too many
   *     numbers
   */
  public AutoregressionFitting(AutoregressiveConfig config, Horizon horizon, int season) {
    this.config = config;
    this.horizon = horizon;
    if (config.seasonLags() > 0 && season < 2) {
      throw new ConfigurationException(
          "model.autoregressive.season-lags is %d, but the series have no season; set forecasting.season and prepare them again, or set model.autoregressive.season-lags=0"
              .formatted(config.seasonLags()));
    }
    Lags lags = Lags.of(config.lags(), config.seasonLags(), season);
    if (lags.longest() > horizon.context()) {
      throw new ConfigurationException(
          "model.autoregressive reads %s, but forecasting.context is %d, which is all that is known of a series before a forecast; prepare the series with a context of %d or more, or lower model.autoregressive.lags or season-lags"
              .formatted(lags.words(), horizon.context(), lags.longest()));
    }
    this.design =
        new LagDesign(
            horizon.width() - horizon.known(),
            horizon.known(),
            isIterated() ? 1 : horizon.steps(),
            lags);
    if (design.columns() + targets() > MOST_NUMBERS) {
      throw new ConfigurationException(
          "an autoregression over %s with %d targets has rows of %,d numbers, but must have %,d at most; lower model.autoregressive.lags, or set model.autoregressive.strategy=iterated"
              .formatted(lags.words(), targets(), design.columns() + targets(), MOST_NUMBERS));
    }
  }

  private boolean isIterated() {
    return config.strategy() == Strategy.ITERATED;
  }

  private int ahead() {
    return isIterated() ? 1 : horizon.steps();
  }

  /** Numbers of a step with coefficients. */
  private int numbers() {
    return isIterated() ? design.width() : horizon.forecast();
  }

  private int targets() {
    return ahead() * numbers();
  }

  /**
   * What was fitted.
   *
   * @param rows steps that it was fitted to
   * @param leftOut steps that were left out, because a value was missing
   */
  public record Fitted(AutoregressiveModel model, long rows, long leftOut) {}

  /**
   * Sums and fits.
   *
   * @throws org.ravel.error.InputException if a shard file is damaged, or the series do not
   *     determine the coefficients
   */
  public Fitted fit(JavaSparkContext spark, ShardSet shards) {
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      SumWindows sum =
          new SumWindows(
              ReadSeriesWindows.of(shards, hadoop.broadcast()), design, ahead(), numbers());
      GramSums sums =
          SparkJob.run(
              spark,
              "train: sum over lags",
              () ->
                  Partitions.reduce(
                      Partitions.map(ReadSeriesWindows.files(spark, shards), sum), new Add()));
      Fitting fitting = new Fitting(design, horizon.forecast(), isIterated(), sums, config.ridge());
      Autoregression model = config.order() == Order.AIC ? fitting.best() : fitting.whole();
      return new Fitted(new AutoregressiveModel(horizon, model), sums.rows(), sums.leftOut());
    }
  }

  /** A block of sums for each window. */
  private record SumWindows(ReadSeriesWindows read, LagDesign design, int ahead, int targets)
      implements FlatMapFunction<Iterator<ShardFile>, GramSums> {
    @Override
    public Iterator<GramSums> call(Iterator<ShardFile> files) {
      LagRows rows = new LagRows(design, ahead, targets);
      GramSums sums = rows.sums();
      int context = read.horizon().context();
      read.read(
          files,
          window -> {
            GramSums.Block block = sums.block();
            for (int origin = context - 1; origin < context - 1 + window.origins(); origin++) {
              rows.add(window.values(), window.knowledge(), origin + 1, block);
            }
            block.end();
          });
      return List.of(sums).iterator();
    }
  }

  private record Add() implements Function2<GramSums, GramSums, GramSums> {
    @Override
    public GramSums call(GramSums a, GramSums b) {
      return a.add(b);
    }
  }
}
