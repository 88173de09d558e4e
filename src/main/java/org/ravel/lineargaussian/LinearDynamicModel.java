package org.ravel.lineargaussian;

import java.util.Arrays;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.network.Predictor;
import org.ravel.sequence.Horizon;

/**
 * A linear dynamic system that emits the features of windows.
 *
 * @param system that starts where a window does
 */
public record LinearDynamicModel(Horizon horizon, StateSpace system)
    implements LinearGaussianModel {
  public LinearDynamicModel {
    int states = system.states();
    int width = horizon.width() - horizon.known();
    Shapes.require(states > 0, "it has no state");
    Shapes.requireMatrix(system.transition(), states, states, "the transition");
    Shapes.requireMatrix(system.output(), width, states, "the output");
    Shapes.requireMatrix(system.stateNoise(), states, states, "the noise of states");
    Shapes.requireVector(system.outputNoise(), width, "the noise of outputs");
    Shapes.require(
        Arrays.stream(system.outputNoise()).allMatch(variance -> variance > 0),
        "an output has no noise");
    Shapes.requireVector(system.offset(), width, "the offset");
    Shapes.requireVector(system.start().mean(), states, "the first mean");
    Shapes.requireMatrix(system.start().covariance(), states, states, "the first covariance");
    Shapes.require(
        system.start().diffuse() >= 0 && system.start().diffuse() <= states,
        "more numbers of the state are unknown than it has");
  }

  @Override
  public long parameters() {
    return (long) system.states() * (system.states() + system.width())
        + (long) system.states() * (system.states() + 1) / 2
        + system.width();
  }

  @Override
  public Predictor get() {
    return new LinearDynamicPredictor(this);
  }
}
