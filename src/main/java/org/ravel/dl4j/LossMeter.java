package org.ravel.dl4j;

import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Sums the loss over all workers' minibatches of a round. A task that Spark runs twice counts
 * twice, in sum and number alike, so the mean stays one.
 */
final class LossMeter implements TrainingHook {
  private static final long serialVersionUID = 1L;

  private final DoubleAccumulator nats;
  private final LongAccumulator targets;

  LossMeter(SparkContext spark) {
    nats = spark.doubleAccumulator("nats");
    targets = spark.longAccumulator("targets");
  }

  void reset() {
    nats.reset();
    targets.reset();
  }

  /** Sum of the loss since the reset. */
  double nats() {
    return nats.sum();
  }

  /** Trained tokens since the reset. */
  long tokens() {
    return targets.sum();
  }

  @Override
  public void preUpdate(DataSet minibatch, Model model) {}

  @Override
  public void postUpdate(DataSet minibatch, Model model) {
    long counted =
        minibatch.getLabelsMaskArray() == null
            ? minibatch.getLabels().length()
            : minibatch.getLabelsMaskArray().sumNumber().longValue();
    nats.add(model.score() * counted);
    targets.add(counted);
  }

  @Override
  public void preUpdate(MultiDataSet minibatch, Model model) {}

  @Override
  public void postUpdate(MultiDataSet minibatch, Model model) {}
}
