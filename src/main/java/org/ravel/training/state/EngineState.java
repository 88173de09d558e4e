package org.ravel.training.state;

import java.util.List;

/**
 * All that decides how a training goes on.
 *
 * @param model the averaged state
 * @param delta the outer step's momentum; empty where it has none
 * @param workers what each worker keeps for itself
 */
public record EngineState(ModelState model, Floats delta, List<WorkerState> workers) {}
