package org.ravel.pipeline;

import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.fitting.AutoregressionFitting;
import org.ravel.shard.ShardSet;

/** Fits an autoregression to the training split. */
record AutoregressionStage(JobContext context, JavaSparkContext spark, ShardSet shards)
    implements Fitting {
  /** From here on a series hardly comes back to its mean. */
  private static final double UNIT_ROOT = 0.999;

  /**
   * The fit that is configured.
   *
   * @throws org.ravel.error.ConfigurationException if the windows are too short for the lags
   */
  static AutoregressionFitting fitting(RavelConfig config, ShardSet shards) {
    return new AutoregressionFitting(
        config.model().autoregressive(),
        shards.manifest().schema().horizon(),
        shards.series().orElseThrow().all().season());
  }

  @Override
  public Fitted fit() {
    AutoregressionFitting.Fitted fitted = fitting(context.config(), shards).fit(spark, shards);
    Autoregression model = fitted.model().autoregression();
    context.tell(
        "  %-12s %s, fitted to %,d steps%s"
            .formatted(
                "lags",
                model.design().lags().words().replaceFirst("lags? ", ""),
                fitted.rows(),
                fitted.leftOut() == 0
                    ? ""
                    : "; %,d were left out, where a value is missing".formatted(fitted.leftOut())));
    model.largestRoot().ifPresent(this::tell);
    return new Fitted(
        fitted.model(), fitted.model().parameters(), fitted.rows() * model.coefficients().length);
  }

  private void tell(double root) {
    context.tell(
        "  %-12s %.4f%s"
            .formatted(
                "largest root",
                root,
                root < UNIT_ROOT
                    ? ""
                    : root <= 1 / UNIT_ROOT
                        ? ": a unit root, the series walks and does not come back to a mean; forecasts far ahead say little"
                        : ": above 1, forecasts grow without bound; use few steps of the horizon, fewer lags, or model.autoregressive.strategy=direct"));
  }
}
