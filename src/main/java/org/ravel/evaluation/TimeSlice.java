package org.ravel.evaluation;

import java.util.Arrays;
import java.util.List;
import org.ravel.shard.Sequence;

/**
 * Some time steps of a minibatch: what goes through the network in one call.
 *
 * @param block the sequences that the minibatch chooses from
 * @param minibatch which of them, by lane
 * @param from first time step
 * @param steps number of time steps
 */
record TimeSlice(List<Sequence> block, Minibatch minibatch, int from, int steps) {
  /** Stands where a lane or a sequence has ended; what the model says there is not looked at. */
  private static final int PADDING = 0;

  /** Number of lanes. */
  int lanes() {
    return minibatch.sequences().length;
  }

  /** Where the lane's targets end; {@code from} if it has none. */
  int end(int lane) {
    int place = minibatch.sequences()[lane];
    int targets = place == Minibatch.NONE ? 0 : block.get(place).targets();
    return Math.max(from, Math.min(from + steps, targets));
  }

  /** The lane's sequence, where it has one. */
  Sequence sequence(int lane) {
    return block.get(minibatch.sequences()[lane]);
  }

  /** The row of the logits that predicts the lane's target at a time step. */
  int row(int lane, int position) {
    return lane * steps + position - from;
  }

  /** Token ids, shape [lanes, steps]. */
  int[][] inputs() {
    int[][] inputs = new int[lanes()][steps];
    for (int lane = 0; lane < inputs.length; lane++) {
      int there = end(lane) - from;
      if (there > 0) {
        System.arraycopy(sequence(lane).tokens(), from, inputs[lane], 0, there);
      }
      Arrays.fill(inputs[lane], there, steps, PADDING);
    }
    return inputs;
  }
}
