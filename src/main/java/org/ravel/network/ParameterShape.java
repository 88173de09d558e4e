package org.ravel.network;

/**
 * One array among a network's parameters.
 *
 * @param name unique in the network, such as {@code 0_RW}
 * @param order in memory: 'c' or 'f'
 * @param decays whether weight decay pulls it to zero: matrices, not biases
 */
public record ParameterShape(String name, char order, long rows, long columns, boolean decays) {

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

  /** How many numbers it has. */
  public long numbers() {
    return Math.multiplyExact(rows, columns);
  }
}
