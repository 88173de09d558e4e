package org.ravel.evaluation.label;

import java.io.Serializable;
import org.ravel.sequence.Example;

/** Says how probable labels are by what was counted on a training split. */
sealed interface SetBaseline extends Serializable permits LabelShares, IndependentBayes {

  /** What it does, such as {@code naive Bayes for each label}. */
  String name();

  /** The log-odds of each label of an example, by id. */
  double[] logOdds(Example example);

  /** −ln of the probability that a label of these log-odds is there, or that it is not. */
  static double nats(double logOdds, boolean isThere) {
    double against = isThere ? -logOdds : logOdds;
    return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  }
}
