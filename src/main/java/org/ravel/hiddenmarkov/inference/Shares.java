package org.ravel.hiddenmarkov.inference;

/** Counts that become distributions. */
final class Shares {
  private Shares() {}

  static void add(double[] sums, double[] terms) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }

  static void add(double[] numbers, double term) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += term;
    }
  }

  /** Makes counts a distribution, or keeps the one that was. */
  static void normalise(double[] counts, int at, int stride, int count, double[] before) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += counts[at + i * stride];
    }
    for (int i = 0; i < count; i++) {
      int place = at + i * stride;
      counts[place] = sum > 0 ? counts[place] / sum : before[place];
    }
  }
}
