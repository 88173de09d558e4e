package org.ravel.network.attention;

import java.util.Arrays;

/**
 * How much the steps of a batch looked at each place of what was read: of a step the weights are
 * positive and their sum is 1.
 *
 * @param numbers shape [rows, steps, places]
 * @param steps of the batch
 * @param places of the longest source that there is room for
 * @param lengths by row of the batch, the places of its source
 */
public record AttentionWeights(double[] numbers, int steps, int places, int[] lengths) {

  /** The weights of the places of a row's source. */
  public double[] of(int row, int step) {
    int from = (row * steps + step) * places;
    return Arrays.copyOfRange(numbers, from, from + lengths[row]);
  }
}
