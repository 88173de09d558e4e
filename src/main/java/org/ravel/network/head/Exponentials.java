package org.ravel.network.head;

import java.util.Arrays;

/**
 * Sums of exponentials of a row of logits that is held in pieces, see {@link Softmax}. Of a few
 * hundred they are made in double precision. Of thousands that would take as long as the product
 * that made them: single precision has an error of less than 2e-7 nats, which is less than that of
 * the logits themselves.
 */
final class Exponentials {
  /** More pieces are added up in single precision. */
  private static final int EXACT = 2;

  /** Pieces that are added up in single precision before they are in double precision. */
  private static final int SUMMED = 32;

  /** e to the power of this is nothing beside 1. */
  private static final double NOTHING = -40;

  /** Of an exponent: twice four. */
  private static final int DOUBLINGS = 8;

  private final double[] differences;
  private final double[] exactSums;
  private final float[] growth;
  private final float[] sums;

  /** For pieces of at most so many logits. */
  Exponentials(int width) {
    differences = new double[width];
    exactSums = new double[width];
    growth = new float[width];
    sums = new float[width];
  }

  /**
   * The sum of exp(logit − largest). Not a number if a logit is not one.
   *
   * @param pieces none longer than the first one
   */
  double sum(float[][] pieces, float largest) {
    return pieces.length <= EXACT ? ofFew(pieces, largest) : ofMany(pieces, largest);
  }

  private double ofFew(float[][] pieces, float largest) {
    Arrays.fill(exactSums, 0);
    for (float[] piece : pieces) {
      subtract(piece, largest, differences, piece.length);
      addExponentials(differences, exactSums, piece.length);
    }
    double sum = 0;
    for (double ofPlace : exactSums) {
      sum += ofPlace;
    }
    return sum;
  }

  /** Apart from the exponentials: the compiler does not turn this conversion into vectors. */
  private static void subtract(float[] a, double b, double[] into, int n) {
    for (int i = 0; i < n; i++) {
      into[i] = a[i] - b;
    }
  }

  /**
   * {@code sums += exp(a)} for numbers up to 0. The series of exp(a / 2⁸) to its eighth power,
   * squared eight times: the error is below 1e-13, and unlike the library's function the compiler
   * turns it into vector instructions.
   */
  private static void addExponentials(double[] a, double[] sums, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.max(NOTHING, a[i]) * (1.0 / (1 << DOUBLINGS));
      double e = x * (1.0 / 40_320) + 1.0 / 5_040;
      e = e * x + 1.0 / 720;
      e = e * x + 1.0 / 120;
      e = e * x + 1.0 / 24;
      e = e * x + 1.0 / 6;
      e = e * x + 0.5;
      e = e * x + 1;
      e = e * x + 1;
      // DOUBLINGS times; a loop in the loop would not become vector instructions.
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      sums[i] += e;
    }
  }

  private double ofMany(float[][] pieces, float largest) {
    double sum = 0;
    for (int first = 0; first < pieces.length; first += SUMMED) {
      Arrays.fill(sums, 0);
      for (int piece = first; piece < Math.min(first + SUMMED, pieces.length); piece++) {
        int count = pieces[piece].length;
        grow(pieces[piece], largest, growth, count);
        doubleFourTimes(growth, count);
        doubleFourTimes(growth, count);
        addReciprocals(sums, growth, count);
      }
      for (float ofPlace : sums) {
        sum += ofPlace;
      }
    }
    return sum;
  }

  /**
   * {@code into = exp(x) − 1} with x = (largest − a) / 2⁸, by its series: x is no large number, and
   * without the 1 all its digits are kept. Unlike the library's function the compiler turns this
   * into vector instructions.
   */
  private static void grow(float[] a, float largest, float[] into, int n) {
    for (int i = 0; i < n; i++) {
      float x = (largest - a[i]) * (1f / (1 << DOUBLINGS));
      float e = x * (1f / 120) + 1f / 24;
      e = e * x + 1f / 6;
      e = e * x + 0.5f;
      into[i] = e * x * x + x;
    }
  }

  /** {@code exp(x) − 1} becomes that of 16 x: (1 + e)² = 1 + (e² + 2 e), of numbers from 0 up. */
  private static void doubleFourTimes(float[] growth, int n) {
    for (int i = 0; i < n; i++) {
      float e = growth[i];
      // A loop in the loop would not become vector instructions.
      e = e * e + (e + e);
      e = e * e + (e + e);
      e = e * e + (e + e);
      growth[i] = e * e + (e + e);
    }
  }

  /** What has grown beyond all numbers adds nothing. */
  private static void addReciprocals(float[] sums, float[] growth, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += 1 / (1 + growth[i]);
    }
  }
}
