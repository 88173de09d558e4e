package org.ravel.evaluation;

import org.ravel.shard.Sequence;

/**
 * A token that is to be predicted.
 *
 * @param place its sequence's place in the block
 * @param sequence its sequence
 * @param position its time step
 * @param part which of the sequence's sources it comes from
 */
record Target(int place, Sequence sequence, int position, int part) {

  static Target of(int place, Sequence sequence, int position) {
    int part = sequence.sources().length - 1;
    while (sequence.sourceStarts()[part] > position) {
      part--;
    }
    return new Target(place, sequence, position, part);
  }

  /** Its id. */
  int token() {
    return sequence.tokens()[position + 1];
  }

  /** Index of its source file in the manifest. */
  int source() {
    return sequence.sources()[part];
  }
}
