package org.ravel.evaluation.text;

import java.io.Serializable;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.ExactSum;

/** Nats over a number of targets, summed without rounding. */
record ExactLoss(ExactSum nats, long targets) implements Serializable {
  static final ExactLoss ZERO = new ExactLoss(ExactSum.ZERO, 0);

  ExactLoss plus(double moreNats, long moreTargets) {
    return new ExactLoss(nats.plus(moreNats), targets + moreTargets);
  }

  ExactLoss plus(ExactLoss other) {
    return new ExactLoss(nats.plus(other.nats), targets + other.targets);
  }

  Text.Loss rounded() {
    return new Text.Loss(nats.value(), targets);
  }
}
