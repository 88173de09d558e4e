package org.ravel.comparison;

import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * Champion and challenger by one metric on a holdout or on a slice of it. What is not a finite
 * number is null, and so is what a loss that is not finite spoils.
 *
 * @param holdout which text
 * @param slice the slice's name; null for the whole holdout
 * @param metric what is compared
 * @param units number of sequences, or of runs of {@code retraining.gate.run-length} of them, that
 *     hold the text: what the bootstrap draws from
 * @param targets predicted tokens
 * @param champion the champion's metric
 * @param challenger the challenger's metric
 * @param ratio challenger's divided by champion's
 * @param interval two-sided percentile interval of the ratio; null with too few units
 * @param bounds one-sided bounds of the ratio, each of which it lies beyond with the confidence
 *     that the interval has on both sides together; null with too few units
 */
public record Comparison(
    Holdout holdout,
    String slice,
    Metric metric,
    int units,
    long targets,
    Double champion,
    Double challenger,
    Double ratio,
    ConfidenceInterval interval,
    ConfidenceInterval bounds) {
  /**
   * With fewer units there is no interval: the bootstrap sees only the units there are, and the
   * fewer they are, the narrower its intervals.
   */
  public static final int LEAST_UNITS = 20;

  /** From one number to another. */
  public record ConfidenceInterval(double low, double high) {}

  /** Challenger's metric less the champion's; null if one is. */
  public Double difference() {
    return champion == null || challenger == null ? null : challenger - champion;
  }
}
