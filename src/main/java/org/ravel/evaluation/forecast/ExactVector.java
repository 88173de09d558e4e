package org.ravel.evaluation.forecast;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums side by side, each without rounding, so that they do not depend on the order. A sum is kept
 * as few doubles that do not overlap, from the smallest to the largest, and whose own sum is exact
 * (Shewchuk 1997, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
 * Predicates): one to four of them where terms are of like sizes. A sum beyond doubles, or of what
 * is not finite, is kept as such.
 */
final class ExactVector implements Serializable {
  private static final long serialVersionUID = 2L;

  private final double[][] sums;

  private ExactVector(double[][] sums) {
    this.sums = sums;
  }

  static ExactVector of(double[] terms) {
    return new ExactVector(
        Arrays.stream(terms).mapToObj(term -> new double[] {term}).toArray(double[][]::new));
  }

  ExactVector plus(ExactVector other) {
    double[][] both = new double[sums.length][];
    for (int i = 0; i < both.length; i++) {
      both[i] = sums[i];
      for (double term : other.sums[i]) {
        both[i] = plus(both[i], term);
      }
    }
    return new ExactVector(both);
  }

  /** Grows an expansion by a term: each rounding error becomes a part of its own. */
  private static double[] plus(double[] parts, double term) {
    double[] grown = new double[parts.length + 1];
    int size = 0;
    double high = term;
    for (double part : parts) {
      double sum = high + part;
      if (!Double.isFinite(sum)) {
        return new double[] {sum};
      }
      double rounded = sum - high;
      double error = (high - (sum - rounded)) + (part - rounded);
      if (error != 0) {
        grown[size++] = error;
      }
      high = sum;
    }
    grown[size++] = high;
    return compressed(grown, size);
  }

  /** The same sum in as few parts as it needs: the largest ones first take what they can hold. */
  private static double[] compressed(double[] parts, int size) {
    double[] large = new double[size];
    int bottom = size - 1;
    double high = parts[size - 1];
    for (int i = size - 2; i >= 0; i--) {
      double sum = high + parts[i];
      double error = parts[i] - (sum - high);
      high = sum;
      if (error != 0) {
        large[bottom--] = high;
        high = error;
      }
    }
    large[bottom] = high;
    double[] few = new double[size - bottom];
    int top = 0;
    high = large[bottom];
    for (int i = bottom + 1; i < size; i++) {
      double sum = large[i] + high;
      double error = high - (sum - large[i]);
      high = sum;
      if (error != 0) {
        few[top++] = error;
      }
    }
    few[top++] = high;
    return Arrays.copyOf(few, top);
  }

  /** Rounded once, to the nearest double. */
  double get(int which) {
    double[] parts = sums[which];
    int left = parts.length - 1;
    double sum = parts[left];
    double error = 0;
    while (left > 0 && error == 0) {
      double part = parts[--left];
      double next = sum + part;
      error = part - (next - sum);
      sum = next;
    }
    // What is left decides where the error is exactly half of the last digit.
    if (left > 0 && error != 0 && Math.signum(error) == Math.signum(parts[left - 1])) {
      double twice = 2 * error;
      double away = sum + twice;
      return away - sum == twice ? away : sum;
    }
    return sum;
  }

  /** All of them, each rounded once. */
  double[] values() {
    double[] values = new double[sums.length];
    Arrays.setAll(values, this::get);
    return values;
  }

  /** How many doubles a sum is kept as. */
  int parts(int which) {
    return sums[which].length;
  }
}
