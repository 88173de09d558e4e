package org.ravel.training.evolution;

import java.util.Random;

/** What all searches do in a generation. */
final class Generations {
  /** 2⁶⁴ over the golden ratio: its multiples are far from each other. */
  private static final long FAR = 0x9E3779B97F4A7C15L;

  private Generations() {}

  /** The numbers at random of a generation, the same at any time and place. */
  static Random random(long seed, long generation) {
    return new Random(seed * 1_000_003 + generation * FAR);
  }

  /** The first of the smallest losses. */
  static int least(double[] losses) {
    int least = 0;
    for (int i = 1; i < losses.length; i++) {
      if (losses[i] < losses[least]) {
        least = i;
      }
    }
    return least;
  }
}
