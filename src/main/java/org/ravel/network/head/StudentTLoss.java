package org.ravel.network.head;

import org.apache.commons.math3.special.Gamma;
import org.ravel.kernel.Pointwise;

/**
 * Student's t distribution for each number, by its location μ, the logarithm s of its scale and its
 * degrees of freedom ν = 2 + log(1 + exp(z)), so that it has a variance (Salinas, Flunkert,
 * Gasthaus and Januschowski 2020, DeepAR, use it for series with outliers). With r = (y − μ)
 * exp(−s):
 *
 * <pre>
 * nats    = log Γ(ν/2) − log Γ((ν + 1)/2) + log(πν)/2 + s + (ν + 1)/2 · log(1 + r²/ν)
 * ∂/∂μ    = −(ν + 1) r exp(−s) / (ν + r²)
 * ∂/∂s    = 1 − (ν + 1) r² / (ν + r²)
 * ∂/∂ν    = (ψ(ν/2) − ψ((ν + 1)/2) + 1/ν + log(1 + r²/ν) − (ν + 1) r² / (ν (ν + r²))) / 2
 * ∂ν/∂z   = 1 / (1 + exp(−z))
 * </pre>
 *
 * Locations come first among the sums, then the logarithms, then the z. A scale is 10⁻³ or more.
 */
record StudentTLoss(int width) implements RealLoss {
  /** Of a series that never changes, the scale would fall until nothing is a number any more. */
  private static final double LEAST_LOG_SCALE = Math.log(1e-3);

  private static final double LEAST_FREEDOM = 2;

  /** Of a normal distribution, nearly: beyond it, functions of ν lose their digits. */
  private static final double MOST_FREEDOM = 1e6;

  @Override
  public int sums() {
    return Math.multiplyExact(3, width);
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    double logScale = logScale(sums, at, i);
    double freedom = freedom(sums, at, i);
    double distance = (target - sums[at + i]) * Math.exp(-logScale);
    return Gamma.logGamma(freedom / 2)
        - Gamma.logGamma((freedom + 1) / 2)
        + Math.log(Math.PI * freedom) / 2
        + logScale
        + (freedom + 1) / 2 * Math.log1p(distance * distance / freedom);
  }

  @Override
  public void writeGradient(double[] sums, int at, int i, double target, double[] gradients) {
    double precision = Math.exp(-logScale(sums, at, i));
    double freedom = freedom(sums, at, i);
    double distance = (target - sums[at + i]) * precision;
    double square = distance * distance;
    double weight = (freedom + 1) / (freedom + square);
    gradients[at + i] = -weight * distance * precision;
    double slope = 1 - weight * square;
    boolean least = sums[at + width + i] < LEAST_LOG_SCALE;
    gradients[at + width + i] = least ? Math.min(0, slope) : slope;
    double byFreedom =
        (Gamma.digamma(freedom / 2)
                - Gamma.digamma((freedom + 1) / 2)
                + 1 / freedom
                + Math.log1p(square / freedom)
                - weight * square / freedom)
            / 2;
    double sum = sums[at + 2 * width + i];
    boolean most = freedom >= MOST_FREEDOM;
    gradients[at + 2 * width + i] = most ? 0 : byFreedom * Pointwise.sigmoid(sum);
  }

  private double logScale(double[] sums, int at, int i) {
    return Math.max(LEAST_LOG_SCALE, sums[at + width + i]);
  }

  private double freedom(double[] sums, int at, int i) {
    double sum = sums[at + 2 * width + i];
    double softplus = Math.max(sum, 0) + Math.log1p(Math.exp(-Math.abs(sum)));
    return Math.min(MOST_FREEDOM, LEAST_FREEDOM + softplus);
  }

  @Override
  public boolean isDensity() {
    return true;
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return sums[at + i];
  }

  /** Near two degrees of freedom it is beyond all bounds. */
  @Override
  public double variance(double[] sums, int at, int i) {
    double freedom = freedom(sums, at, i);
    return Math.exp(2 * logScale(sums, at, i)) * freedom / (freedom - 2);
  }

  @Override
  public boolean hasQuantile(double level) {
    return true;
  }

  @Override
  public double quantile(double[] sums, int at, int i, double level) {
    double scale = Math.exp(logScale(sums, at, i));
    return mean(sums, at, i) + scale * StudentT.quantile(level, freedom(sums, at, i));
  }
}
