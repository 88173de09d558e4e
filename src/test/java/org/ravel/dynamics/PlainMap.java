package org.ravel.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A map that is written down: a function for each symbol.
 *
 * @param start before the first symbol
 * @param functions by symbol
 * @param accepts the answer's probability in a state; the other answer has the rest
 */
public record PlainMap(
    double[] start, List<UnaryOperator<double[]>> functions, UnaryOperator<double[]> accepts)
    implements StateMap {

  /** One symbol, whose answers do not matter. */
  public static PlainMap of(double[] start, UnaryOperator<double[]> function) {
    return new PlainMap(start, List.of(function), state -> new double[] {0.5, 0.5});
  }

  @Override
  public int size() {
    return start.length;
  }

  @Override
  public int symbols() {
    return functions.size();
  }

  @Override
  public double[][] next(double[][] states, int[] symbols) {
    double[][] next = new double[states.length][];
    for (int row = 0; row < states.length; row++) {
      next[row] = functions.get(symbols[row]).apply(states[row]);
    }
    return next;
  }

  @Override
  public double[][] probabilities(double[][] states) {
    return Arrays.stream(states).map(accepts).toArray(double[][]::new);
  }
}
