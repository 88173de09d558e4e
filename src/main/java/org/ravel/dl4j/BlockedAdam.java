package org.ravel.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam (Kingma and Ba 2015) as ND4J computes it, in vector instructions. ND4J's own operation goes
 * one parameter at a time, which is four times slower than memory.
 */
public final class BlockedAdam extends Adam {
  private static final long serialVersionUID = 1L;

  /** Adam with a constant learning rate and the usual decays. */
  public BlockedAdam(double learningRate) {
    super(learningRate);
  }

  /**
   * All settings.
   *
   * @param learningRate where there is no schedule
   * @param schedule may be null
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the second moment
   */
  @JsonCreator
  public BlockedAdam(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("learningRateSchedule") ISchedule schedule,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, beta1, beta2, epsilon);
    setLrAndSchedule(learningRate, schedule);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    AdamUpdater updater = new BlockedAdamUpdater(this);
    long[] shape = state.shape().clone();
    shape[1] /= 2;
    updater.setStateViewArray(state, shape, state.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    AdamUpdater updater = new BlockedAdamUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public BlockedAdam clone() {
    return new BlockedAdam(
        getLearningRate(), getLearningRateSchedule(), getBeta1(), getBeta2(), getEpsilon());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockedAdam && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
