package org.ravel.ngram;

/** What a history gives to each token that follows it, and what it leaves to shorter ones. */
interface NodeShares {

  /**
   * Shares out what a history has.
   *
   * @param order tokens of the n-grams that lengthen it
   * @param node the history, among those of its part with as many tokens
   * @param own the number of the history; of one token 0
   * @param numbers of n-grams of the order, such as counts
   * @param start the first that lengthens the history
   * @param end behind the last; {@code start} if there are none
   * @param shares set for those
   * @return the weight of shorter histories
   */
  double shareOut(
      int order, int node, long own, long[] numbers, int start, int end, float[] shares);
}
