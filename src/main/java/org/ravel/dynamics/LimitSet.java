package org.ravel.dynamics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where a network is after long random strings, in which each symbol is as likely as another: the
 * attractor of an iterated function system, which may be a fractal (Kolen 1994, "Fool's gold:
 * extracting finite state machines from recurrent network dynamics"; Tiňo, Čerňanský and Beňušková
 * 2004).
 *
 * @param symbols that were read last
 * @param states behind them
 */
public record LimitSet(int[] symbols, double[][] states) {
  private static final int STRINGS = 60;

  /** Symbols before a state is one of the set. */
  public static final int TRANSIENT = 100;

  private static final int KEPT = 100;

  /**
   * Reads random strings from the start.
   *
   * @param ids of the symbols
   */
  public static LimitSet of(StateMap map, int[] ids, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] states = new double[STRINGS][];
    Arrays.fill(states, map.start());
    int[] symbols = new int[STRINGS * KEPT];
    double[][] kept = new double[symbols.length][];
    for (int step = 0; step < TRANSIENT + KEPT; step++) {
      int[] read = new int[STRINGS];
      Arrays.setAll(read, row -> ids[random.nextInt(ids.length)]);
      states = map.next(states, read);
      if (step >= TRANSIENT) {
        int at = (step - TRANSIENT) * STRINGS;
        System.arraycopy(states, 0, kept, at, STRINGS);
        System.arraycopy(read, 0, symbols, at, STRINGS);
      }
    }
    return new LimitSet(symbols, kept);
  }
}
