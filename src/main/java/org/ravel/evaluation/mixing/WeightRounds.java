package org.ravel.evaluation.mixing;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;
import org.ravel.spark.Partitions;

/** The rounds of {@link WeightEstimation} on Spark: what the models say is computed once. */
public final class WeightRounds {
  private WeightRounds() {}

  /**
   * Fits the weights.
   *
   * @param ratios of all blocks; kept, on disk where memory is short, until the weights are found
   * @param models number of weights
   * @throws org.ravel.error.InputException if a model gives probabilities that are no numbers
   */
  public static FittedWeights fit(JavaRDD<PartRatios> ratios, int models) {
    JavaRDD<PartRatios> kept = ratios.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return WeightEstimation.fit(
          models,
          weights -> Partitions.reduce(Partitions.mapEach(kept, new Expect(weights)), new Add()));
    } finally {
      kept.unpersist();
    }
  }

  private record Expect(double[] weights) implements Function<PartRatios, WeightSums> {
    @Override
    public WeightSums call(PartRatios block) {
      return block.expect(weights);
    }
  }

  private record Add() implements Function2<WeightSums, WeightSums, WeightSums> {
    @Override
    public WeightSums call(WeightSums a, WeightSums b) {
      return a.plus(b);
    }
  }
}
