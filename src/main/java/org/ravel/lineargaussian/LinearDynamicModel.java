package org.ravel.lineargaussian;

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
