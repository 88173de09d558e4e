package org.ravel.training;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a worker trains in one step.
 *
 * @param inputs token ids {@code [minibatch, time]}
 * @param targets token ids {@code [minibatch, time]}
 * @param mask of the targets {@code [minibatch, time]}, 0 where sequences are short or missing;
 *     null if all count
 * @param counted targets that count
 */
record Minibatch(INDArray inputs, INDArray targets, INDArray mask, int counted) {

  /**
   * The minibatches of a round from a worker's block, up to the end of its lanes.
   *
   * @param size rows of a minibatch
   * @param sequenceLength time steps
   */
  static Stream<Minibatch> of(
      TrainingBlock block, PlannedRound round, int size, int sequenceLength) {
    int first = (int) (round.firstStep() - block.firstStep());
    return IntStream.range(first, first + round.steps())
        .mapToObj(step -> of(block.rows(), step * size, size, sequenceLength))
        .takeWhile(minibatch -> minibatch.counted() > 0);
  }

  private static Minibatch of(int[][] rows, int firstRow, int size, int sequenceLength) {
    int[][] inputs = new int[size][sequenceLength];
    int[][] targets = new int[size][sequenceLength];
    float[][] mask = new float[size][sequenceLength];
    int counted = 0;
    for (int row = 0; row < size; row++) {
      int[] tokens = rows[firstRow + row];
      int length = tokens == null ? 0 : tokens.length - 1;
      for (int t = 0; t < length; t++) {
        inputs[row][t] = tokens[t];
        targets[row][t] = tokens[t + 1];
        mask[row][t] = 1;
      }
      counted += length;
    }
    boolean full = counted == size * sequenceLength;
    // Only targets are masked: what stands behind a sequence's end is predicted but not counted.
    return new Minibatch(
        Nd4j.createFromArray(inputs),
        Nd4j.createFromArray(targets),
        full ? null : Nd4j.createFromArray(mask),
        counted);
  }
}
