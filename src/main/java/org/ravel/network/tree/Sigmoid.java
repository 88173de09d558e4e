package org.ravel.network.tree;

/** σ(x) = 1 / (1 + e^−x). */
final class Sigmoid {
  private Sigmoid() {}

  static double of(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
