package org.ravel.network.head;

/** What a row of logits says of the symbol that came. */
final class Softmax {
  private Softmax() {}

  /**
   * The logarithm of the sum of exponentials, in two parts.
   *
   * @param largest logit
   * @param logSum of the exponentials with the largest logit taken out, so that nothing overflows
   */
  record Normaliser(float largest, double logSum) {

    /** −ln softmax in nats of a logit. Not a number if any of the row's logits is not one. */
    double negativeLogLikelihood(float logit) {
      return logSum + ((double) largest - logit);
    }
  }

  /**
   * Normalises a row.
   *
   * @param logits shape [symbols]
   */
  static Normaliser normaliser(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - largest);
    }
    return new Normaliser(largest, Math.log(sum));
  }

  /**
   * How many symbols are ranked above the target: those with a larger logit, and of those with an
   * equal one the ones with a lower id. The target is the most probable symbol at rank 0. What is
   * not a number ranks above everything.
   *
   * @param logits shape [symbols]
   */
  static int rank(float[] logits, int target) {
    float own = logits[target];
    int above = 0;
    for (int id = 0; id < target; id++) {
      above += logits[id] < own ? 0 : 1;
    }
    for (int id = target + 1; id < logits.length; id++) {
      above += logits[id] <= own ? 0 : 1;
    }
    return above;
  }

  /** The symbol at rank 0; where a logit is not a number, any. */
  static int best(float[] logits) {
    int best = 0;
    for (int id = 1; id < logits.length; id++) {
      best = logits[id] > logits[best] ? id : best;
    }
    return best;
  }
}
