package org.ravel.comparison;

import org.ravel.comparison.Comparison.Interval;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.storage.Sha256;

/** Compares two models' figures on some text by a metric, with intervals. */
final class MetricComparison {
  private final GateConfig config;
  private final long seed;

  MetricComparison(GateConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  Comparison compare(Holdout holdout, String slice, Metric metric, PairedSample sample) {
    RatioTerms terms = RatioTerms.of(metric, sample);
    // A model whose outputs are not numbers hits nothing: that is no accuracy to compare.
    Double ratio = sample.isFinite() ? finite(terms.ratio()) : null;
    Interval interval = null;
    Interval bounds = null;
    if (ratio != null && sample.units() >= Comparison.LEAST_UNITS) {
      RatioBootstrap bootstrap =
          RatioBootstrap.draw(
              terms.numerators(),
              terms.denominators(),
              config.resamples(),
              seed(holdout, slice, metric));
      double outside = 1 - config.confidence();
      interval = interval(bootstrap, outside / 2, terms);
      bounds = interval(bootstrap, outside, terms);
    }
    return new Comparison(
        holdout,
        slice,
        metric,
        sample.units(),
        (long) sample.totalTargets(),
        finite(terms.champion()),
        finite(terms.challenger()),
        ratio,
        interval,
        bounds);
  }

  /** Percentiles go through a function that rises as they are. */
  private static Interval interval(RatioBootstrap bootstrap, double share, RatioTerms terms) {
    double low = terms.scale().applyAsDouble(bootstrap.lower(share));
    double high = terms.scale().applyAsDouble(bootstrap.upper(share));
    return Double.isFinite(low) && Double.isFinite(high) ? new Interval(low, high) : null;
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
