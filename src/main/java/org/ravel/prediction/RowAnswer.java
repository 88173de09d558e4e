package org.ravel.prediction;

import java.io.Serializable;
import java.util.List;
import org.ravel.decoding.Hypothesis;

/**
 * What a model says of a row.
 *
 * @param labels one for each step, or one, or a set; none where there is no step
 * @param probabilities of these
 * @param all probabilities of all labels, where they are of the whole; null where nobody wants
 *     them, or there is no step
 * @param written translations, the one that counts first; none where there is no step
 */
record RowAnswer(int[] labels, double[] probabilities, double[] all, List<Hypothesis> written)
    implements Serializable {
  /** Of a row without a step. */
  static final RowAnswer NONE = labelled(new int[0], new double[0], null);

  static RowAnswer labelled(int[] labels, double[] probabilities, double[] all) {
    return new RowAnswer(labels, probabilities, all, List.of());
  }

  static RowAnswer written(List<Hypothesis> written) {
    return new RowAnswer(new int[0], new double[0], null, written);
  }
}
