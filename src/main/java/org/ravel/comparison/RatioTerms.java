package org.ravel.comparison;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ravel.config.GateConfig.Metric;

/**
 * A metric of two models as a ratio of two sums over units of text. Of perplexities it is {@code
 * exp(Σ (challenger's nats − champion's nats) / Σ targets)}, of accuracies {@code Σ challenger's
 * hits / Σ champion's hits}.
 *
 * @param champion the champion's metric
 * @param challenger the challenger's metric
 * @param numerators of the units
 * @param denominators of the units
 * @param scale rises, and makes the metrics' ratio of the ratio of the sums
 */
record RatioTerms(
    double champion,
    double challenger,
    double[] numerators,
    double[] denominators,
    DoubleUnaryOperator scale) {

  static RatioTerms of(Metric metric, PairedSample sample) {
    double targets = sample.totalTargets();
    return switch (metric) {
      case PERPLEXITY ->
          new RatioTerms(
              Math.exp(sample.championNats() / targets),
              Math.exp(sample.challengerNats() / targets),
              sample.differences(),
              sample.targets(),
              Math::exp);
      case ACCURACY ->
          new RatioTerms(
              Arrays.stream(sample.championHits()).sum() / targets,
              Arrays.stream(sample.challengerHits()).sum() / targets,
              sample.challengerHits(),
              sample.championHits(),
              DoubleUnaryOperator.identity());
    };
  }

  /** Challenger's metric divided by the champion's. */
  double ratio() {
    return scale.applyAsDouble(Arrays.stream(numerators).sum() / Arrays.stream(denominators).sum());
  }
}
