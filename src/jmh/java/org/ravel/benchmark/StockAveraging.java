package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Parameter averaging as users of Deeplearning4j have it: minibatches in an RDD, and one call. */
final class StockAveraging {
  private final SparkDl4jMultiLayer network;
  private final JavaRDD<DataSet> minibatches;

  /**
   * Lays out minibatches.
   *
   * @param network whose layers and ids are used
   * @param frequency minibatches of a worker between two averagings
   */
  StockAveraging(
      JavaSparkContext spark,
      Dl4jSpeed network,
      boolean ours,
      Sizes sizes,
      int workers,
      int frequency) {
    INDArray ids = network.ids(sizes.minibatch(), sizes.length());
    INDArray input = ours ? ids : ids.reshape(sizes.minibatch(), 1, sizes.length());
    List<DataSet> data =
        new ArrayList<>(Collections.nCopies(sizes.minibatches(), new DataSet(input, input)));
    this.minibatches = spark.parallelize(data, workers);
    this.network =
        new SparkDl4jMultiLayer(
            spark,
            network.network(ours, 1),
            new ParameterAveragingTrainingMaster.Builder(workers, sizes.minibatch())
                .batchSizePerWorker(sizes.minibatch())
                .averagingFrequency(frequency)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build());
  }

  /**
   * What is trained on.
   *
   * @param minibatches of all workers
   * @param minibatch sequences in each
   * @param length tokens of a sequence
   */
  record Sizes(int minibatches, int minibatch, int length) {}

  /** Wall time of a pass over all minibatches. */
  double seconds() {
    long start = System.nanoTime();
    network.fit(minibatches);
    return (System.nanoTime() - start) / 1e9;
  }
}
