package org.ravel.network;

import org.ravel.kernel.Doubles;

/** The mean of each row's steps. */
final class MeanPooling implements HeapPooling.Kind {

  @Override
  public void forward(HeapPooling.Steps steps, double[] pooled) {
    int width = steps.width();
    for (int step = 0; step < steps.longest(); step++) {
      for (int row = 0; row < steps.rows(); row++) {
        if (step < steps.lengths()[row]) {
          double share = 1.0 / steps.lengths()[row];
          Doubles.addScaled(
              pooled, row * width, share, steps.numbers(), steps.at(step, row), width);
        }
      }
    }
  }

  @Override
  public void backward(HeapPooling.Steps steps, double[] pooledGradients, double[] gradients) {
    int width = steps.width();
    for (int step = 0; step < steps.longest(); step++) {
      for (int row = 0; row < steps.rows(); row++) {
        if (step < steps.lengths()[row]) {
          double share = 1.0 / steps.lengths()[row];
          Doubles.addScaled(
              gradients, steps.at(step, row), share, pooledGradients, row * width, width);
        }
      }
    }
  }
}
