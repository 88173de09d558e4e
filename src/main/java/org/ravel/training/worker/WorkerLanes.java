package org.ravel.training.worker;

import java.io.Serializable;
import java.util.OptionalLong;
import org.ravel.sequence.Lanes;

/**
 * Which worker reads which lane: every row of every worker's minibatch is one. Lane {@code l}
 * belongs to worker {@code l mod workers}, so that a short last step is shared evenly.
 *
 * @param lanes of the training split
 * @param workers logical workers
 */
public record WorkerLanes(Lanes lanes, int workers) implements Serializable {

  /** A sequence's place. */
  record Place(int worker, int row, long step) implements Serializable {}

  public static WorkerLanes of(long sequences, int workers, int minibatchSize) {
    return new WorkerLanes(new Lanes(sequences, workers * minibatchSize), workers);
  }

  /** Lanes of a worker. */
  int minibatchSize() {
    return lanes.count() / workers;
  }

  /** Steps of an epoch. */
  public long steps() {
    return lanes.steps();
  }

  Place place(long sequence) {
    int lane = lanes.lane(sequence);
    return new Place(lane % workers, lane / workers, lanes.step(sequence));
  }

  /** The sequence at a place; nothing where the lane has ended. */
  OptionalLong sequence(Place place) {
    long sequence = lanes.sequence(place.row() * workers + place.worker(), place.step());
    return sequence == Lanes.NONE ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  /** How many workers have any sequence at a step: the first ones, where not all. */
  public int workersWithData(long step) {
    // A worker's first lane has its own number.
    return Math.min(workers, lanes.lanesAt(step));
  }
}
