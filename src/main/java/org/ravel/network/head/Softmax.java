package org.ravel.network.head;

/** What a row of logits says of the symbol that came. */
final class Softmax {
  /** Symbols that are added up side by side: few enough for the processor's nearest cache. */
  private static final int BLOCK = 512;

  /** e to the power of this is nothing beside 1. */
  private static final double NOTHING = -40;

  private static final int SQUARINGS = 8;

  private Softmax() {}

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

  /**
   * Normalises a row.
   *
   * @param logits shape [symbols]
   */
  static Normaliser normaliser(float[] logits) {
    float largest = largest(logits);
    int width = Math.min(BLOCK, logits.length);
    double[] block = new double[width];
    double[] sums = new double[width];
    for (int from = 0; from < logits.length; from += BLOCK) {
      int count = Math.min(BLOCK, logits.length - from);
      differences(logits, from, largest, block, count);
      addExponentials(block, sums, count);
    }
    double sum = 0;
    for (double ofPlace : sums) {
      sum += ofPlace;
    }
    return new Normaliser(largest, Math.log(sum));
  }

  /** What is not a number is passed over: the sum will not be one. A branch is faster than max. */
  private static float largest(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (logit > largest) {
        largest = logit;
      }
    }
    return largest;
  }

  /** Apart from the exponentials: the compiler does not turn this conversion into vectors. */
  private static void differences(float[] a, int p, double b, double[] into, int n) {
    for (int i = 0; i < n; i++) {
      into[i] = a[p + i] - b;
    }
  }

  /**
   * {@code sums += exp(a)} for numbers up to 0. The series of exp(a / 2⁸) to its eighth power,
   * squared eight times: the error is below 1e-13, and unlike the library's function the compiler
   * turns it into vector instructions.
   */
  private static void addExponentials(double[] a, double[] sums, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.max(NOTHING, a[i]) * (1.0 / (1 << SQUARINGS));
      double e = x * (1.0 / 40_320) + 1.0 / 5_040;
      e = e * x + 1.0 / 720;
      e = e * x + 1.0 / 120;
      e = e * x + 1.0 / 24;
      e = e * x + 1.0 / 6;
      e = e * x + 0.5;
      e = e * x + 1;
      e = e * x + 1;
      // SQUARINGS times; a loop in the loop would not become vector instructions.
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

  /**
   * How many symbols are ranked above the target: those with a larger logit, and of those with an
   * equal one the ones with a lower id. The target is the most probable symbol at rank 0. What is
   * not a number ranks above everything.
   *
   * @param logits shape [symbols]
   */
  static int rank(float[] logits, int target) {
    float own = logits[target];
    int above = 0;
    for (int id = 0; id < target; id++) {
      above += logits[id] < own ? 0 : 1;
    }
    for (int id = target + 1; id < logits.length; id++) {
      above += logits[id] <= own ? 0 : 1;
    }
    return above;
  }

  /** The symbol at rank 0; where a logit is not a number, any. */
  static int best(float[] logits) {
    int best = 0;
    for (int id = 1; id < logits.length; id++) {
      best = logits[id] > logits[best] ? id : best;
    }
    return best;
  }
}
