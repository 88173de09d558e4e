package org.ravel.evaluation.text;

import java.io.Serializable;
import java.math.BigDecimal;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.ExactSum;

/**
 * Nats over targets that are independent of each other, such as those at one position of many
 * sequences, with what the standard error of their mean takes.
 *
 * <p>With {@code Q} the sum of the squares of {@code n} losses that add up to {@code X},
 *
 * <pre>se² = (n·Q − X²) / (n²·(n − 1))</pre>
 *
 * whose numerator, the small difference of large numbers, is not rounded.
 *
 * @param loss X and n
 * @param squaredNats Q
 */
record ExactSpread(ExactLoss loss, ExactSum squaredNats) implements Serializable {
  static final ExactSpread ZERO = new ExactSpread(ExactLoss.ZERO, ExactSum.ZERO);

  ExactSpread plus(double moreNats, double moreSquares, long moreTargets) {
    return new ExactSpread(loss.plus(moreNats, moreTargets), squaredNats.plus(moreSquares));
  }

  ExactSpread plus(ExactSpread other) {
    return new ExactSpread(loss.plus(other.loss), squaredNats.plus(other.squaredNats));
  }

  Text.PositionLoss rounded() {
    return new Text.PositionLoss(loss.rounded(), standardError());
  }

  /** In nats per target; null with fewer than two, not a number if a loss is not finite. */
  private Double standardError() {
    if (loss.targets() < 2) {
      return null;
    }
    if (!loss.nats().isFinite() || !squaredNats.isFinite()) {
      return Double.NaN;
    }
    BigDecimal nats = loss.nats().finite();
    BigDecimal targets = BigDecimal.valueOf(loss.targets());
    double spread =
        targets.multiply(squaredNats.finite()).subtract(nats.multiply(nats)).doubleValue();
    // The blocks' own sums are rounded, so that equal losses may differ by less than nothing.
    return Math.sqrt(Math.max(0, spread) / (loss.targets() - 1.0)) / loss.targets();
  }
}
