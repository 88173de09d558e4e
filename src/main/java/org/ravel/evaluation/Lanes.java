package org.ravel.evaluation;

/**
 * A block's sequences divided into lanes: runs of consecutive sequences, whose lengths differ by at
 * most one, the longer ones first.
 *
 * @param sequences of the block
 * @param count number of lanes, none of them empty
 */
record Lanes(int sequences, int count) {

  /** As many lanes as wanted, or as there are sequences. */
  static Lanes of(int sequences, int wanted) {
    return new Lanes(sequences, Math.min(sequences, wanted));
  }

  /** The lane's first sequence; for {@code lane = count}, the number of sequences. */
  int start(int lane) {
    return lane * (sequences / count) + Math.min(lane, sequences % count);
  }

  /** Number of the lane's sequences. */
  int length(int lane) {
    return start(lane + 1) - start(lane);
  }

  /** The lane that a sequence is in. */
  int laneOf(int sequence) {
    int shorter = sequences / count;
    int inLongerLanes = (shorter + 1) * (sequences % count);
    return sequence < inLongerLanes
        ? sequence / (shorter + 1)
        : sequences % count + (sequence - inLongerLanes) / shorter;
  }
}
