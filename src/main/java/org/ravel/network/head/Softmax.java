package org.ravel.network.head;

import java.util.Arrays;

/**
 * What a row of logits says of the symbol that came. The row is held in pieces, each from its
 * array's start on: the compiler makes vector instructions of loops over arrays that run side by
 * side, not of those over parts of arrays.
 */
final class Softmax {
  /** Symbols that are worked on side by side: few enough for the processor's nearest cache. */
  static final int PIECE = 512;

  /** The two make 1 or more of the smallest float. */
  private static final float LARGE = 0x1p120f;

  private static final float LARGER = 0x1p29f;

  private final int symbols;
  private final float[][] pieces;
  private final float[] lanes;
  private final Exponentials exponentials;

  /** For rows of so many symbols; without one yet. */
  Softmax(int symbols) {
    this.symbols = symbols;
    pieces = new float[(symbols + PIECE - 1) / PIECE][];
    for (int piece = 0; piece < pieces.length; piece++) {
      pieces[piece] = new float[Math.min(PIECE, symbols - piece * PIECE)];
    }
    int width = Math.min(PIECE, symbols);
    lanes = new float[width];
    exponentials = new Exponentials(width);
  }

  /**
   * The logarithm of the sum of exponentials, in two parts.
   *
   * @param largest logit
   * @param logSum of the exponentials with the largest logit taken out, so that nothing overflows
   */
  record Normaliser(float largest, double logSum) {

    /** −ln softmax in nats of a logit. Not a number if any of the row's logits is not one. */
    double negativeLogLikelihood(float logit) {
      return logSum + ((double) largest - logit);
    }
  }

  /** Logits that others write: {@link #PIECE} symbols each, the last one the rest. */
  float[][] pieces() {
    return pieces;
  }

  int symbols() {
    return symbols;
  }

  float logit(int symbol) {
    return pieces[symbol / PIECE][symbol % PIECE];
  }

  /**
   * Copies the row.
   *
   * @param into shape [symbols]
   */
  void copy(float[] into) {
    for (int piece = 0; piece < pieces.length; piece++) {
      System.arraycopy(pieces[piece], 0, into, piece * PIECE, pieces[piece].length);
    }
  }

  /** Normalises the row. */
  Normaliser normaliser() {
    float largest = largest();
    return new Normaliser(largest, Math.log(exponentials.sum(pieces, largest)));
  }

  private float largest() {
    Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
    for (float[] piece : pieces) {
      enlarge(lanes, piece, piece.length);
    }
    float largest = lanes[0];
    for (float ofPlace : lanes) {
      largest = Math.max(largest, ofPlace);
    }
    return largest;
  }

  private static void enlarge(float[] largest, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      largest[i] = Math.max(largest[i], a[i]);
    }
  }

  /**
   * How many symbols are ranked above the target: those with a larger logit, and of those with an
   * equal one the ones with a lower id. The target is the most probable symbol at rank 0. What is
   * not a number ranks above everything.
   */
  int rank(int target) {
    float own = logit(target);
    int ofTarget = target / PIECE;
    Arrays.fill(lanes, 0);
    for (int piece = 0; piece < ofTarget; piece++) {
      countBelow(lanes, pieces[piece], own, PIECE);
    }
    double before = (double) ofTarget * PIECE - sum(lanes);
    Arrays.fill(lanes, 0);
    for (int piece = ofTarget + 1; piece < pieces.length; piece++) {
      countAbove(lanes, pieces[piece], own, pieces[piece].length);
    }
    double after = sum(lanes);
    if (Double.isNaN(before + after)) {
      return notBelow(0, target, own) + above(target + 1, symbols, own);
    }
    int start = ofTarget * PIECE;
    int end = Math.min(start + PIECE, symbols);
    return (int) (before + after) + notBelow(start, target, own) + above(target + 1, end, own);
  }

  /**
   * {@code counts += 1} where {@code a > own}, in arithmetic without branches: the difference of
   * two floats is 0 only if they are equal. Not a number where one is none, or both are infinite.
   */
  private static void countAbove(float[] counts, float[] a, float own, int n) {
    for (int i = 0; i < n; i++) {
      counts[i] += Math.min(1, Math.max(0, (a[i] - own) * LARGE * LARGER));
    }
  }

  /** The same where {@code a < own}. */
  private static void countBelow(float[] counts, float[] a, float own, int n) {
    for (int i = 0; i < n; i++) {
      counts[i] += Math.min(1, Math.max(0, (own - a[i]) * LARGE * LARGER));
    }
  }

  private static double sum(float[] counts) {
    double sum = 0;
    for (float count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Of some symbols before the target. */
  private int notBelow(int from, int to, float own) {
    int above = 0;
    for (int id = from; id < to; id++) {
      above += logit(id) < own ? 0 : 1;
    }
    return above;
  }

  /** Of some symbols behind the target. */
  private int above(int from, int to, float own) {
    int above = 0;
    for (int id = from; id < to; id++) {
      above += logit(id) <= own ? 0 : 1;
    }
    return above;
  }

  /** The symbol at rank 0; where a logit is not a number, any. */
  int best() {
    int best = 0;
    for (int id = 1; id < symbols; id++) {
      best = logit(id) > logit(best) ? id : best;
    }
    return best;
  }
}
