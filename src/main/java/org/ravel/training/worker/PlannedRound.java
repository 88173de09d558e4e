package org.ravel.training.worker;

import java.io.Serializable;

/**
 * What a round of averaging trains.
 *
 * @param number from 1
 * @param epoch from 0
 * @param firstStep the epoch's step at which it begins
 * @param steps minibatches of each worker, at most
 * @param firstWorker the first worker that trains in it
 * @param workers how many train in it: this one and those after it
 * @param iteration updates that the parameters have gone through before it
 * @param epochsDone passes over the training split when it is over, a fraction
 * @param endsEpoch whether it is an epoch's last one
 */
public record PlannedRound(
    long number,
    int epoch,
    long firstStep,
    int steps,
    int firstWorker,
    int workers,
    long iteration,
    double epochsDone,
    boolean endsEpoch)
    implements Serializable {

  /** Updates that the parameters have gone through after it. */
  public long iterationsDone() {
    return iteration + steps;
  }

  /** A number for a worker's share of this round, its own in the whole training. */
  public long part(int worker) {
    return number << 24 | worker;
  }

  /** A worker's place among those that train in it. */
  public int leaf(int worker) {
    return worker - firstWorker;
  }

  /** A number for a slice of this round's mean, which is none of a worker's. */
  public long slicePart(int slice) {
    return part(1 << 23 | slice);
  }

  public boolean startsEpoch() {
    return firstStep == 0 && firstWorker == 0;
  }
}
