package org.ravel.benchmark;

import java.util.List;

/**
 * A network to measure: embedding as wide as the recurrent layers, these layers, softmax.
 *
 * @param cell lstm, gru or elman
 */
record Workload(String cell, int hidden, int layers, BatchSizes task) {
  /** Work to measure in one process, in floating-point operations: some seconds of it. */
  private static final double WORK = 2e11;

  private int gates() {
    return switch (cell) {
      case "lstm" -> 4;
      case "gru" -> 3;
      case "elman" -> 1;
      default ->
          throw new IllegalArgumentException(
              "cell is " + cell + " but must be lstm, gru or elman");
    };
  }

  /**
   * Multiplications and additions of the forward products for a token.
   *
   * @param ofRavel whether the first layer's input product is made once for each distinct token
   */
  double operationsPerToken(boolean ofRavel) {
    double firstInput = ofRavel ? hidden * distinctTokens() / task.tokens() : hidden;
    double inputs = firstInput + (layers - 1.0) * hidden;
    return 2.0 * hidden * (gates() * (inputs + (double) layers * hidden) + task.vocabulary());
  }

  /** How many different ones there are to expect among tokens drawn at random. */
  private double distinctTokens() {
    double missed = Math.pow(1 - 1.0 / task.vocabulary(), task.tokens());
    return task.vocabulary() * (1 - missed);
  }

  /** So many minibatches take about the same time for all networks. */
  int minibatches() {
    return (int) Math.max(3, Math.min(60, WORK / (3 * operationsPerToken(false) * task.tokens())));
  }

  /** Enough for the compiler of the JVM to be done: its threads count as process CPU time. */
  private int warmUp() {
    return Math.max(15, 4 * minibatches());
  }

  /** The arguments of the processes that measure. */
  List<String> arguments() {
    return List.of(
        cell,
        String.valueOf(hidden),
        String.valueOf(layers),
        String.valueOf(task.vocabulary()),
        String.valueOf(task.minibatch()),
        String.valueOf(task.length()),
        String.valueOf(warmUp()),
        String.valueOf(minibatches()));
  }
}
