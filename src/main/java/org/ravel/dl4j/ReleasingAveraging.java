package org.ravel.dl4j;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter averaging, one round at a time. The original counts the data of every call,
 * splits them at random and leaves its broadcasts behind; here the data given are one round,
 * exactly, and the broadcast is released when the round is over.
 */
final class ReleasingAveraging extends ParameterAveragingTrainingMaster {
  private Broadcast<NetBroadcastTuple> parameters;

  ReleasingAveraging(Builder settings) {
    super(settings);
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> round) {
    try {
      doIteration(network, round, 1, 1);
    } finally {
      if (parameters != null) {
        parameters.destroy();
        parameters = null;
      }
    }
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    var model = network.getNetwork();
    parameters =
        network
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    model.getLayerWiseConfigurations(),
                    model.params(),
                    model.getUpdater().getStateViewArray()));
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            false,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            collectTrainingStats);
    return new ParameterAveragingTrainingWorker(
        parameters, saveUpdater, configuration, trainingHookList, listeners, getRouterProvider());
  }
}
