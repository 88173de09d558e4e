package org.ravel.sequence;

import java.io.Serializable;

/**
 * A stream's sequences divided into lanes: contiguous runs whose lengths differ by one sequence at
 * most, the longer ones first. At step {@code s} each lane is at the {@code s}-th sequence of its
 * run, so a lane reads the stream in order, and a batch of one sequence of each lane sees places
 * far apart.
 *
 * @param sequences of the stream
 * @param count number of lanes; those beyond the number of sequences are empty
 */
public record Lanes(long sequences, int count) implements Serializable {
  /** In place of a sequence: the lane has ended. */
  public static final long NONE = -1;

  public Lanes {
    if (sequences < 0 || count < 1) {
      throw new IllegalArgumentException(
          "%d sequences in %d lanes; there must be one lane or more".formatted(sequences, count));
    }
  }

  /** As many lanes as wanted, or as there are sequences, so that none is empty. */
  public static Lanes of(int sequences, int wanted) {
    return new Lanes(sequences, Math.min(sequences, wanted));
  }

  /** The length of the longest lane. */
  public long steps() {
    return length(0);
  }

  /** The lane's first sequence; for {@code lane = count}, the number of sequences. */
  public long start(int lane) {
    return lane * shortest() + Math.min(lane, longer());
  }

  /** Number of the lane's sequences. */
  public long length(int lane) {
    return shortest() + (lane < longer() ? 1 : 0);
  }

  /** The lane that a sequence is in. */
  public int lane(long sequence) {
    long inLonger = longer() * (shortest() + 1);
    return Math.toIntExact(
        sequence < inLonger
            ? sequence / (shortest() + 1)
            : longer() + (sequence - inLonger) / shortest());
  }

  /** The step at which a sequence's lane is at it. */
  public long step(long sequence) {
    return sequence - start(lane(sequence));
  }

  /** The sequence that a lane is at; {@link #NONE} where the lane has ended. */
  public long sequence(int lane, long step) {
    return step < length(lane) ? start(lane) + step : NONE;
  }

  /** How many lanes have a sequence at a step: the first ones. */
  public int lanesAt(long step) {
    return step < shortest() ? count : step == shortest() ? longer() : 0;
  }

  private long shortest() {
    return sequences / count;
  }

  /** How many lanes have one sequence more than the others. */
  private int longer() {
    return (int) (sequences % count);
  }
}
