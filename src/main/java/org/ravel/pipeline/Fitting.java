package org.ravel.pipeline;

import org.ravel.network.PredictorSource;

/** Makes a model that needs no rounds of training. */
@FunctionalInterface
interface Fitting {

  /**
   * What was made.
   *
   * @param model on storage, or of models that are
   * @param parameters numbers that were learned, or n-grams
   * @param targets that it was fitted to
   */
  record Fitted(PredictorSource model, long parameters, long targets) {}

  /** Fits the model, and tells what is worth it. */
  Fitted fit();
}
