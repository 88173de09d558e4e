package org.ravel.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** RMSProp as ND4J computes it, in vector instructions. */
public final class BlockedRmsProp extends RmsProp {
  private static final long serialVersionUID = 1L;

  /**
   * All settings.
   *
   * @param learningRate where there is no schedule
   * @param schedule may be null
   * @param decay of the mean square
   * @param epsilon added to the root of the mean square
   */
  @JsonCreator
  public BlockedRmsProp(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("learningRateSchedule") ISchedule schedule,
      @JsonProperty("rmsDecay") double decay,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, decay, epsilon);
    setLrAndSchedule(learningRate, schedule);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    RmsPropUpdater updater = new BlockedRmsPropUpdater(this);
    updater.setStateViewArray(state, state.shape(), state.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    RmsPropUpdater updater = new BlockedRmsPropUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public BlockedRmsProp clone() {
    return new BlockedRmsProp(
        getLearningRate(), getLearningRateSchedule(), getRmsDecay(), getEpsilon());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockedRmsProp && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
