package org.ravel.evaluation;

import org.ravel.network.PredictorSource;
import org.ravel.sequence.Horizon;

/**
 * A fitted model that another one is held against, on the same targets.
 *
 * @param name by which reports show it
 * @param predictors it travels to the executors, and each task makes one predictor
 * @param horizon how it reads windows of series; null of a language model
 */
public record FurtherBaseline(String name, PredictorSource predictors, Horizon horizon) {

  /** Of a language model. */
  public FurtherBaseline(String name, PredictorSource predictors) {
    this(name, predictors, null);
  }
}
