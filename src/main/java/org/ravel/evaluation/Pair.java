package org.ravel.evaluation;

/** An input and the target after it, in one long: as a key it needs no object of its own. */
final class Pair {
  /** Stands for the input of a pair that counts a target, whatever is read. */
  static final int NOTHING = -1;

  private Pair() {}

  static long of(int input, int target) {
    return ((long) input << Integer.SIZE) | target;
  }

  static int input(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int target(long pair) {
    return (int) pair;
  }
}
