package org.ravel.prediction;

import java.io.Serializable;
import java.util.List;
import org.ravel.decoding.Hypothesis;

/**
 * What a model says of a row.
 *
 * @param isKnown whether it says anything; not where there is no step
 * @param labels one for each step or node, or one of the whole, or a set
 * @param probabilities of these; of a regression the numbers that are predicted, as scaled
 * @param all probabilities of all labels, where they are of the whole; null where nobody wants them
 * @param sets of a string, the labels of each symbol's set; empty where there are none
 * @param written translations or captions, the one that counts first
 */
record RowAnswer(
    boolean isKnown,
    int[] labels,
    double[] probabilities,
    double[] all,
    int[][] sets,
    List<Hypothesis> written)
    implements Serializable {
  /** Of a row without a step. */
  static final RowAnswer NONE =
      new RowAnswer(false, new int[0], new double[0], null, new int[0][], List.of());

  static RowAnswer labelled(int[] labels, double[] probabilities, double[] all) {
    return new RowAnswer(true, labels, probabilities, all, new int[0][], List.of());
  }

  /**
   * Of a string.
   *
   * @param probabilities of all labels behind its last symbol
   */
  static RowAnswer ofString(int[][] sets, double[] probabilities) {
    return new RowAnswer(true, new int[0], probabilities, null, sets, List.of());
  }

  /** Real numbers of the whole. */
  static RowAnswer ofNumbers(double[] numbers) {
    return labelled(new int[0], numbers, null);
  }

  static RowAnswer written(List<Hypothesis> written) {
    return new RowAnswer(
        !written.isEmpty(), new int[0], new double[0], null, new int[0][], written);
  }
}
