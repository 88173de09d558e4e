package org.ravel.prediction;

/**
 * What a model says of a row.
 *
 * @param labels one for each step, or one, or the tokens of a translation; none where there is no
 *     step
 * @param probabilities of these; of a translation the logarithm of its own
 * @param all probabilities of all classes, where there is one label; null where nobody wants them
 */
record RowAnswer(int[] labels, double[] probabilities, double[] all) {
  /** Of a row without a step. */
  static final RowAnswer NONE = new RowAnswer(new int[0], new double[0], null);
}
