package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The mean loss as a ratio estimate over clusters of targets, with its standard error.
 *
 * <p>Targets that follow each other are not independent draws, runs of some thousand of them nearly
 * are. With {@code x} nats on the {@code n} targets of each of {@code B} runs the mean is {@code m
 * = Σx / Σn}, and
 *
 * <pre>se² = B / (B − 1) · Σ(x − m·n)² / (Σn)²</pre>
 *
 * (Cochran, Sampling Techniques, 3rd edition, 1977, chapter 6, without the correction for finite
 * populations). The sums of squares are kept without rounding: in doubles, {@code Σx² − 2mΣxn +
 * m²Σn²} is the small difference of large numbers.
 *
 * @param runs number of runs, B
 * @param nats Σx
 * @param targets Σn
 * @param squaredNats Σx²
 * @param products Σxn
 * @param squaredTargets Σn²
 */
public record RatioEstimate(
    long runs,
    ExactSum nats,
    long targets,
    BigDecimal squaredNats,
    BigDecimal products,
    BigDecimal squaredTargets)
    implements Serializable {
  public static final RatioEstimate EMPTY =
      new RatioEstimate(0, ExactSum.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** With one more run. */
  public RatioEstimate plus(double runNats, long runTargets) {
    BigDecimal n = BigDecimal.valueOf(runTargets);
    // What is not finite spoils the estimate anyway, and has no square.
    BigDecimal x = Double.isFinite(runNats) ? new BigDecimal(runNats) : BigDecimal.ZERO;
    return new RatioEstimate(
        runs + 1,
        nats.plus(runNats),
        targets + runTargets,
        squaredNats.add(x.multiply(x)),
        products.add(x.multiply(n)),
        squaredTargets.add(n.multiply(n)));
  }

  public RatioEstimate plus(RatioEstimate other) {
    return new RatioEstimate(
        runs + other.runs,
        nats.plus(other.nats),
        targets + other.targets,
        squaredNats.add(other.squaredNats),
        products.add(other.products),
        squaredTargets.add(other.squaredTargets));
  }

  /** In nats per target; null with fewer than two runs, not a number if a loss is not finite. */
  public Double standardError() {
    if (runs < 2) {
      return null;
    }
    if (!nats.isFinite()) {
      return Double.NaN;
    }
    BigDecimal x = nats.finite();
    BigDecimal n = BigDecimal.valueOf(targets);
    // N²·Σ(x − m·n)² with m = X/N, free of division.
    BigDecimal scaled =
        n.multiply(n)
            .multiply(squaredNats)
            .subtract(x.multiply(n).multiply(products).multiply(BigDecimal.valueOf(2)))
            .add(x.multiply(x).multiply(squaredTargets));
    double squares = scaled.doubleValue() / Math.pow((double) targets, 4);
    return Math.sqrt(squares * runs / (runs - 1));
  }
}
