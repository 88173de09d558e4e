package org.ravel.evaluation.pair;

/** An input and the target after it, in one long: as a key it needs no object of its own. */
public final class Pair {
  /** Stands for the input of a pair that counts a target, whatever is read. */
  public static final int NOTHING = -1;

  /** Stands for the target of a pair that counts what is read, whatever set is its target. */
  public static final int ANY = Integer.MAX_VALUE;

  private Pair() {}

  public static long of(int input, int target) {
    return ((long) input << Integer.SIZE) | target;
  }

  public static int input(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  public static int target(long pair) {
    return (int) pair;
  }
}
