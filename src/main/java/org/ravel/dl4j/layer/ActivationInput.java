package org.ravel.dl4j.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Weights;

/**
 * The activations of the layer below.
 *
 * @param activations shape [time, minibatch, width]
 */
record ActivationInput(INDArray activations) implements CellInput {
  @Override
  public Input features() {
    return new Input.Features(activations);
  }

  @Override
  public int[] shape() {
    return Arrays.stream(activations.shape()).mapToInt(Math::toIntExact).toArray();
  }

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
