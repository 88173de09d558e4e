package org.ravel.network.pooling;

import org.ravel.kernel.Doubles;

/** The mean of each row's steps. */
final class MeanPooling implements HeapPooling.Kind {

  @Override
  public void forward(HeapPooling.StepNumbers steps, double[] pooled) {
    int width = steps.width();
    for (int row = 0; row < steps.rows(); row++) {
      int length = steps.lengths()[row];
      for (int step = 0; step < length; step++) {
        Doubles.addScaled(
            pooled, row * width, 1.0 / length, steps.numbers(), steps.at(step, row), width);
      }
    }
  }

  @Override
  public void backward(
      HeapPooling.StepNumbers steps, double[] pooledGradients, double[] gradients) {
    int width = steps.width();
    for (int row = 0; row < steps.rows(); row++) {
      int length = steps.lengths()[row];
      for (int step = 0; step < length; step++) {
        Doubles.addScaled(
            gradients, steps.at(step, row), 1.0 / length, pooledGradients, row * width, width);
      }
    }
  }
}
