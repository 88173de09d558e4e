package org.ravel.training.checkpoint;

import org.ravel.training.state.EngineState;

/**
 * A training between two rounds.
 *
 * @param progress how far it is
 * @param state of the engine; null when it is over, or at the start
 */
public record Checkpoint(Progress progress, EngineState state) {}
