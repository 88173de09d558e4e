package org.ravel.training;

/**
 * A training between two rounds.
 *
 * @param progress how far it is
 * @param state of the engine; null when it is over, or at the start
 */
record Checkpoint(Progress progress, EngineState state) {}
