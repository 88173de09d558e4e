package org.ravel.training.state;

import java.util.List;

/**
 * All that decides how a training goes on.
 *
 * @param model the averaged state
 * @param delta the outer step's momentum; empty where it has none
 * @param workers what each worker keeps for itself
 * @param mean of the parameters after the rounds so far
 */
public record EngineState(
    ModelState model, Floats delta, List<WorkerState> workers, ParameterMean mean) {

  /** Without a mean over rounds. */
  public EngineState(ModelState model, Floats delta, List<WorkerState> workers) {
    this(model, delta, workers, ParameterMean.none());
  }

  /** The same with a mean over rounds. */
  public EngineState with(ParameterMean other) {
    return new EngineState(model, delta, workers, other);
  }
}
