package org.ravel.evaluation;

import org.ravel.network.PredictorSource;

/**
 * A fitted model that a language model is held against, on the same targets.
 *
 * @param name by which reports show it
 * @param predictors it travels to the executors, and each task makes one predictor
 */
public record FurtherBaseline(String name, PredictorSource predictors) {}
