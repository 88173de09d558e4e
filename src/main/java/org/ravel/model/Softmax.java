package org.ravel.model;

/** What a row of logits says of the token that came. */
public final class Softmax {
  private Softmax() {}

  /**
   * −ln softmax(logits)[target] in nats, by the log of the sum of exponentials with the largest
   * logit taken out, so that nothing overflows. Not a number if a logit is not one.
   *
   * @param logits shape [vocabulary]
   */
  public static double negativeLogLikelihood(float[] logits, int target) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - largest);
    }
    return Math.log(sum) + ((double) largest - logits[target]);
  }

  /**
   * How many tokens are ranked above the target: those with a larger logit, and of those with an
   * equal one the ones with a lower id. The target is the most probable token at rank 0. What is
   * not a number ranks above everything.
   *
   * @param logits shape [vocabulary]
   */
  public static int rank(float[] logits, int target) {
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
}
