package org.ravel.evaluation.text;

import java.io.Serializable;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * What a model loses on some runs.
 *
 * @param runs index of each run's first sequence in the split
 * @param nats on each run
 */
public record RunLosses(long[] runs, double[] nats) implements Serializable {

  /** Those of several blocks. */
  public static RunLosses concatenated(List<RunLosses> blocks) {
    return new RunLosses(
        blocks.stream().flatMapToLong(block -> LongStream.of(block.runs)).toArray(),
        blocks.stream().flatMapToDouble(block -> DoubleStream.of(block.nats)).toArray());
  }
}
