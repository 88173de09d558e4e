package org.ravel.comparison;

import org.ravel.comparison.Comparison.ConfidenceInterval;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.storage.Sha256;

/** Compares two models' figures on some data by a metric, with intervals. */
final class MetricComparison {
  private final GateConfig config;
  private final UnitMetrics metrics;
  private final long seed;

  /**
   * Compares as the configuration says.
   *
   * @param metrics of the models' task
   * @param seed of the bootstrap
   */
  MetricComparison(GateConfig config, UnitMetrics metrics, long seed) {
    this.config = config;
    this.metrics = metrics;
    this.seed = seed;
  }

  Comparison compare(Holdout holdout, String slice, Metric metric, PairedSample sample) {
    Statistic statistic = metrics.statistic(metric);
    double[] total = sample.total();
    // A model whose outputs are not numbers hits nothing: that is no accuracy to compare.
    Double ratio = sample.isFinite() ? finite(sample.ratio(statistic).of(total)) : null;
    ConfidenceInterval interval = null;
    ConfidenceInterval bounds = null;
    if (ratio != null && sample.units() >= Comparison.LEAST_UNITS) {
      Bootstrap bootstrap =
          Bootstrap.draw(
              sample.sums(),
              total.length,
              sample.ratio(statistic),
              config.resamples(),
              seed(holdout, slice, metric));
      double outside = 1 - config.confidence();
      interval = interval(bootstrap, outside / 2);
      bounds = interval(bootstrap, outside);
    }
    return new Comparison(
        holdout,
        slice,
        metric,
        sample.units(),
        (long) total[UnitMetrics.TARGETS],
        finite(sample.champion(statistic)),
        finite(sample.challenger(statistic)),
        ratio,
        interval,
        bounds);
  }

  private static ConfidenceInterval interval(Bootstrap bootstrap, double share) {
    double low = bootstrap.lower(share);
    double high = bootstrap.upper(share);
    return Double.isFinite(low) && Double.isFinite(high) ? new ConfidenceInterval(low, high) : null;
  }

  /** Of each comparison its own, so that none depends on which others there are. */
  private long seed(Holdout holdout, String slice, Metric metric) {
    String name =
        "%d/%s/%s/%s"
            .formatted(
                seed, ConfigNames.of(holdout), ConfigNames.of(metric), slice == null ? "" : slice);
    return Long.parseUnsignedLong(Sha256.of(name).substring(0, 16), 16);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
