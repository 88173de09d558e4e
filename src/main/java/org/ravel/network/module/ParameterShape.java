package org.ravel.network.module;

/**
 * One array among a network's parameters.
 *
 * @param name unique in the network, such as {@code 0_RW}
 * @param order in memory: 'c' or 'f'
 * @param decays whether weight decay pulls it to zero: matrices, not biases
 */
public record ParameterShape(String name, char order, long rows, long columns, boolean decays) {
  /** Products of two widths stay below 2^63. */
  private static final long LARGEST = Integer.MAX_VALUE;

  /**
   * Checks the widths.
   *
   * @throws IllegalArgumentException if one is too small or too large
   */
  public ParameterShape {
    require(name, "rows", rows);
    require(name, "columns", columns);
  }

  private static void require(String name, String what, long size) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException(
          "the parameter %s has %d %s but must have between 1 and %d"
              .formatted(name, size, what, LARGEST));
    }
  }

  /** A matrix in 'f' order, as products read it. */
  public static ParameterShape matrix(String name, long rows, long columns) {
    return new ParameterShape(name, 'f', rows, columns, true);
  }

  /** A matrix whose rows are looked up, in 'c' order. */
  public static ParameterShape table(String name, long rows, long columns) {
    return new ParameterShape(name, 'c', rows, columns, true);
  }

  /** A row of numbers that do not decay. */
  public static ParameterShape bias(String name, long columns) {
    return new ParameterShape(name, 'f', 1, columns, false);
  }

  /** The same by a name with something before it. */
  public ParameterShape under(String prefix) {
    return new ParameterShape(prefix + name, order, rows, columns, decays);
  }

  /** How many numbers it has. */
  public long numbers() {
    return Math.multiplyExact(rows, columns);
  }
}
