package org.ravel.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Weights;

/** The activations of the layer below. */
record ActivationInput(INDArray activations) implements CellInput {
  @Override
  public Weights weights(Weights ofLayer) {
    return ofLayer;
  }

  @Override
  public Weights gradient(Weights ofLayer) {
    return ofLayer;
  }

  @Override
  public void finish(
      INDArray activationsGradient,
      Weights ofLayer,
      Weights gradientOfLayer,
      INDArray embeddingGradient) {
    // The layer below takes it.
  }
}
