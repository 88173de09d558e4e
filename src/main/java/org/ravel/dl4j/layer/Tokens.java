package org.ravel.dl4j.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A minibatch of token ids.
 *
 * @param ids step after step, {@code ids[t · minibatch + b]}
 */
record Tokens(int[] ids, int minibatch, int time) {

  /**
   * Ids as the network gets them.
   *
   * @param input shape [minibatch, time] or [minibatch, 1, time]
   */
  static Tokens of(INDArray input, int vocabulary) {
    boolean flat = input.rank() == 2;
    if (!flat && (input.rank() != 3 || input.size(1) != 1)) {
      throw new IllegalArgumentException(
          "token ids have shape %s but must have [minibatch, time]"
              .formatted(Arrays.toString(input.shape())));
    }
    int minibatch = Math.toIntExact(input.size(0));
    int time = Math.toIntExact(input.size(flat ? 1 : 2));
    int[] byRow = input.castTo(DataType.INT32).dup('c').data().asInt();
    int[] ids = new int[byRow.length];
    for (int i = 0; i < ids.length; i++) {
      if (byRow[i] < 0 || byRow[i] >= vocabulary) {
        throw new IllegalArgumentException(
            "a token id is %d but must lie in [0, %d)".formatted(byRow[i], vocabulary));
      }
      ids[i % time * minibatch + i / time] = byRow[i];
    }
    return new Tokens(ids, minibatch, time);
  }

  /** Room for so many features of each token. */
  INDArray floats(DataType type, long width) {
    return Nd4j.createUninitialized(type, new long[] {time, minibatch, width}, 'c');
  }
}
