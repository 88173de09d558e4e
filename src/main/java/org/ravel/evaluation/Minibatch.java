package org.ravel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of a block that are propagated together.
 *
 * @param sequences their places in the block; {@link #NONE} where a lane has come to its end
 * @param fresh whether the hidden state is zero at its beginning
 */
record Minibatch(int[] sequences, boolean fresh) {
  static final int NONE = -1;

  /** Each lane's first sequences, then each lane's second ones, and so on; one state goes on. */
  static List<Minibatch> carried(Lanes lanes) {
    List<Minibatch> minibatches = new ArrayList<>();
    // The first lane is the longest.
    for (int step = 0; step < lanes.length(0); step++) {
      int[] sequences = new int[lanes.count()];
      for (int lane = 0; lane < lanes.count(); lane++) {
        sequences[lane] = step < lanes.length(lane) ? lanes.start(lane) + step : NONE;
      }
      minibatches.add(new Minibatch(sequences, step == 0));
    }
    return minibatches;
  }

  /** Consecutive sequences, each with a state of its own. */
  static List<Minibatch> independent(int sequences, int minibatchSize) {
    List<Minibatch> minibatches = new ArrayList<>();
    for (int first = 0; first < sequences; first += minibatchSize) {
      int end = Math.min(first + minibatchSize, sequences);
      minibatches.add(new Minibatch(IntStream.range(first, end).toArray(), true));
    }
    return minibatches;
  }
}
