package org.ravel.evaluation.unit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted on each sequence of a split, divided where a sequence goes over from one source
 * file to the next: pieces, in corpus order, at the same place of each array. They take 8 bytes a
 * piece and 8 for each of its sums, and for a moment twice as much; a split has as many pieces as
 * sequences and, but for the ends of its shard files, one more for each source file.
 *
 * @param sequences index of the piece's sequence in the split, ascending
 * @param sources index of the piece's source file in the manifest
 * @param width number of each piece's sums, which {@link UnitMetrics} says
 * @param sums those of the pieces, one piece after the other
 */
public record UnitSums(int[] sequences, int[] sources, int width, double[] sums)
    implements Serializable {

  static UnitSums zero(int pieces, int width) {
    return new UnitSums(
        new int[pieces], new int[pieces], width, new double[Math.multiplyExact(pieces, width)]);
  }

  public static UnitSums concatenated(List<UnitSums> parts) {
    int pieces = 0;
    for (UnitSums part : parts) {
      pieces = Math.addExact(pieces, part.pieces());
    }
    int width = parts.get(0).width();
    UnitSums all = zero(pieces, width);
    int at = 0;
    for (UnitSums part : parts) {
      System.arraycopy(part.sequences, 0, all.sequences, at, part.pieces());
      System.arraycopy(part.sources, 0, all.sources, at, part.pieces());
      System.arraycopy(part.sums, 0, all.sums, at * width, part.sums.length);
      at += part.pieces();
    }
    return all;
  }

  /**
   * Puts in what was written of each example: at its first piece.
   *
   * @param written of all examples, in any order
   * @param at where the sums of what is written begin among those of a piece
   */
  public UnitSums with(List<WrittenExample> written, int at) {
    UnitSums all = new UnitSums(sequences, sources, width, sums.clone());
    Map<Integer, double[]> bySequence = new HashMap<>();
    written.forEach(example -> bySequence.put(example.sequence(), example.sums()));
    int before = -1;
    for (int piece = 0; piece < pieces(); piece++) {
      if (sequences[piece] != before) {
        before = sequences[piece];
        double[] ofExample = bySequence.get(before);
        System.arraycopy(ofExample, 0, all.sums, piece * width + at, ofExample.length);
      }
    }
    return all;
  }

  /** Number of pieces. */
  public int pieces() {
    return sequences.length;
  }

  /** A sum of a piece. */
  public double sum(int piece, int which) {
    return sums[piece * width + which];
  }

  /** The sums of all pieces together. */
  public double[] total() {
    double[] total = new double[width];
    for (int i = 0; i < sums.length; i++) {
      total[i % total.length] += sums[i];
    }
    return total;
  }

  /** The sums of each source file's pieces together, by its index. */
  public Map<Integer, double[]> bySource() {
    Map<Integer, double[]> bySource = new TreeMap<>();
    for (int piece = 0; piece < pieces(); piece++) {
      double[] total = bySource.computeIfAbsent(sources[piece], any -> new double[width]);
      for (int which = 0; which < width; which++) {
        total[which] += sum(piece, which);
      }
    }
    return bySource;
  }

  /** Whether the other sums are of the same targets. */
  public boolean isOfSameTargets(UnitSums other) {
    if (!Arrays.equals(sequences, other.sequences) || !Arrays.equals(sources, other.sources)) {
      return false;
    }
    for (int piece = 0; piece < pieces(); piece++) {
      if (sum(piece, UnitMetrics.TARGETS) != other.sum(piece, UnitMetrics.TARGETS)) {
        return false;
      }
    }
    return true;
  }
}
