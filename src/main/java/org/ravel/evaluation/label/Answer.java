package org.ravel.evaluation.label;

import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;

/**
 * A model's answer for one target among labels.
 *
 * @param gold the true label, or {@link LabelNames#other()}
 * @param predicted the one that the model gives, or {@link LabelNames#other()}
 * @param nats negative log-likelihood of the true label; 0 where it is none of the labels
 * @param probability that the model gives its own answer
 * @param isRight whether the two are the same label
 */
record Answer(int gold, int predicted, double nats, double probability, boolean isRight) {

  static Answer of(LabelNames names, TargetRow targets, int step, Categorical labels) {
    int gold = names.known(targets.symbol(step));
    int best = labels.best(targets.row(), step);
    // A model whose outputs are not numbers gives no answer.
    double surprise = labels.nats(targets.row(), step, best);
    boolean answers = !Double.isNaN(surprise);
    int predicted = answers ? best : names.other();
    double nats = gold == names.other() ? 0 : labels.nats(targets.row(), step, gold);
    return new Answer(gold, predicted, nats, Math.exp(-surprise), answers && gold == predicted);
  }
}
