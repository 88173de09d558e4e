package org.ravel.training;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * How a split's consecutive sequences are laid out for workers that train minibatches.
 *
 * <p>Every row of every worker's minibatch is a lane, {@code workers · minibatchSize} in all. The
 * stream is cut into as many contiguous runs, whose lengths differ by one sequence at most; at step
 * {@code s} of an epoch each lane is at the {@code s}-th sequence of its run. So a lane reads the
 * corpus in order, and a minibatch sees places far apart. Lane {@code l} belongs to worker {@code l
 * mod workers}, so that a short last step is shared evenly.
 *
 * @param sequences in the split
 * @param workers logical workers
 * @param minibatchSize lanes of a worker
 */
record Lanes(long sequences, int workers, int minibatchSize) implements Serializable {

  /** A sequence's place. */
  record Place(int worker, int row, long step) implements Serializable {}

  int lanes() {
    return workers * minibatchSize;
  }

  /** Steps of an epoch: the length of the longest lane. */
  long steps() {
    return (sequences + lanes() - 1) / lanes();
  }

  Place place(long sequence) {
    long shortest = sequences / lanes();
    long longer = sequences % lanes();
    long inLongerLanes = longer * (shortest + 1);
    long lane =
        sequence < inLongerLanes
            ? sequence / (shortest + 1)
            : longer + (sequence - inLongerLanes) / shortest;
    long step =
        sequence < inLongerLanes
            ? sequence % (shortest + 1)
            : (sequence - inLongerLanes) % shortest;
    return new Place((int) (lane % workers), (int) (lane / workers), step);
  }

  /** How many workers have any sequence at a step: the first ones, where not all. */
  int workersWithData(long step) {
    // Lanes are filled from the first one on, and a worker's first lane has its own number.
    long full = sequences / lanes();
    return step < full ? workers : (int) Math.min(workers, sequences % lanes());
  }

  /** The sequence at a place; nothing where the lane has ended. */
  OptionalLong sequence(Place place) {
    long shortest = sequences / lanes();
    long longer = sequences % lanes();
    long lane = (long) place.row() * workers + place.worker();
    long first = lane * shortest + Math.min(lane, longer);
    long length = lane < longer ? shortest + 1 : shortest;
    return place.step() < length ? OptionalLong.of(first + place.step()) : OptionalLong.empty();
  }
}
