package org.ravel.training;

import java.util.Iterator;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.NativeThreads;

/**
 * The minibatches of one round from a worker's block: inputs and targets {@code [minibatch, time]}
 * as token ids, with a mask of the targets where sequences are short or missing.
 *
 * @param firstStep the round's first step
 * @param steps minibatches in the round, at most
 * @param minibatchSize rows
 * @param sequenceLength time steps
 * @param seed of what is random in this round, dropout
 */
record Minibatches(long firstStep, int steps, int minibatchSize, int sequenceLength, long seed)
    implements FlatMapFunction<Iterator<TrainingBlock>, DataSet> {

  @Override
  public Iterator<DataSet> call(Iterator<TrainingBlock> blocks) {
    NativeThreads.single();
    // Every worker draws its own numbers, the same wherever and whenever its task runs.
    Nd4j.getRandom().setSeed(seed * 31 + TaskContext.getPartitionId());
    TrainingBlock block = blocks.next();
    return LongStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> minibatch(block, (int) (step - block.firstStep())))
        .takeWhile(minibatch -> minibatch.numExamples() > 0)
        .iterator();
  }

  private DataSet minibatch(TrainingBlock block, int step) {
    int[][] inputs = new int[minibatchSize][sequenceLength];
    int[][] targets = new int[minibatchSize][sequenceLength];
    float[][] mask = new float[minibatchSize][sequenceLength];
    int counted = 0;
    for (int row = 0; row < minibatchSize; row++) {
      int[] tokens = block.rows()[step * minibatchSize + row];
      int length = tokens == null ? 0 : tokens.length - 1;
      for (int t = 0; t < length; t++) {
        inputs[row][t] = tokens[t];
        targets[row][t] = tokens[t + 1];
        mask[row][t] = 1;
      }
      counted += length;
    }
    if (counted == 0) {
      return new DataSet();
    }
    boolean full = counted == minibatchSize * sequenceLength;
    // Only targets are masked: what stands behind a sequence's end is predicted but not counted.
    INDArray targetMask = full ? null : Nd4j.createFromArray(mask);
    return new DataSet(
        Nd4j.createFromArray(inputs), Nd4j.createFromArray(targets), null, targetMask);
  }
}
