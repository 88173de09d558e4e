package org.ravel.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What a model lost on each sequence of a split, divided where a sequence goes over from one source
 * file to the next: pieces, in corpus order, at the same place of each array. They take 24 bytes a
 * piece, and for a moment twice as much; a split has as many pieces as sequences and, but for the
 * ends of its shard files, one more for each source file.
 *
 * @param sequences index of the piece's sequence in the split, ascending
 * @param sources index of the piece's source file in the manifest
 * @param nats sum of the negative log-likelihoods of the piece's targets
 * @param targets number of its targets
 * @param hits targets that were the most probable token
 */
public record SequenceLosses(
    int[] sequences, int[] sources, double[] nats, int[] targets, int[] hits)
    implements Serializable {

  static SequenceLosses zero(int pieces) {
    return new SequenceLosses(
        new int[pieces], new int[pieces], new double[pieces], new int[pieces], new int[pieces]);
  }

  static SequenceLosses concatenated(List<SequenceLosses> parts) {
    int pieces = 0;
    for (SequenceLosses part : parts) {
      pieces = Math.addExact(pieces, part.pieces());
    }
    SequenceLosses all = zero(pieces);
    int at = 0;
    for (SequenceLosses part : parts) {
      System.arraycopy(part.sequences, 0, all.sequences, at, part.pieces());
      System.arraycopy(part.sources, 0, all.sources, at, part.pieces());
      System.arraycopy(part.nats, 0, all.nats, at, part.pieces());
      System.arraycopy(part.targets, 0, all.targets, at, part.pieces());
      System.arraycopy(part.hits, 0, all.hits, at, part.pieces());
      at += part.pieces();
    }
    return all;
  }

  /** Number of pieces. */
  public int pieces() {
    return sequences.length;
  }

  /** Number of targets of all pieces. */
  public long totalTargets() {
    return Arrays.stream(targets).asLongStream().sum();
  }
}
