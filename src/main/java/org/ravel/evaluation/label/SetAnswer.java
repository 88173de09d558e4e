package org.ravel.evaluation.label;

import java.util.Arrays;
import java.util.BitSet;
import org.ravel.evaluation.measure.Matches;

/**
 * A set of labels that was predicted, beside the true one.
 *
 * @param gold the true labels that are known
 * @param unknown true labels that are none of the labels
 * @param predicted labels whose probability is at the threshold or above it
 * @param nats negative log-likelihood of all labels, each there or not
 */
record SetAnswer(BitSet gold, int unknown, BitSet predicted, double nats) {

  /** What is said of a label. */
  @FunctionalInterface
  interface Nats {
    /** −ln of the probability that it is there, or that it is not. */
    double of(int label, boolean isThere);
  }

  /**
   * The answer that follows from probabilities.
   *
   * @param set the ids of the true labels
   */
  static SetAnswer of(LabelNames names, int[] set, double threshold, Nats labels) {
    BitSet gold = new BitSet();
    int unknown = 0;
    for (int id : set) {
      if (names.known(id) == names.other()) {
        unknown++;
      } else {
        gold.set(id);
      }
    }
    BitSet predicted = new BitSet();
    double nats = 0;
    double limit = -Math.log(threshold);
    for (int label = 0; label < names.other(); label++) {
      nats += labels.of(label, gold.get(label));
      predicted.set(label, labels.of(label, true) <= limit);
    }
    return new SetAnswer(gold, unknown, predicted, nats);
  }

  /** Right, predicted and true labels. */
  Matches matches() {
    BitSet right = (BitSet) gold.clone();
    right.and(predicted);
    return new Matches(
        right.cardinality(), predicted.cardinality(), gold.cardinality() + (long) unknown);
  }

  /** Whether the two sets are the same; a model whose outputs are not numbers gives none. */
  boolean isRight() {
    return !Double.isNaN(nats) && unknown == 0 && gold.equals(predicted);
  }

  /** F1 of this sequence by itself; 1 where both sets are empty. */
  double f1() {
    Matches matches = matches();
    return matches.predicted() + matches.gold() == 0 ? (isRight() ? 1 : 0) : matches.f1();
  }

  /** The true labels' ids, and that of none of the labels for each of the others. */
  int[] goldIds(LabelNames names) {
    int[] ids = new int[gold.cardinality() + unknown];
    Arrays.fill(ids, names.other());
    int[] known = gold.stream().toArray();
    System.arraycopy(known, 0, ids, 0, known.length);
    return ids;
  }

  /** The predicted labels' ids. */
  int[] predictedIds() {
    return predicted.stream().toArray();
  }
}
