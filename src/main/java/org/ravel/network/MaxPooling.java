package org.ravel.network;

/** The greatest number of each feature among a row's steps: of equal ones, the earliest. */
final class MaxPooling implements HeapPooling.Kind {
  /** The step of each row's and each feature's greatest number. */
  private int[] chosen = {};

  @Override
  public void forward(HeapPooling.Steps steps, double[] pooled) {
    int width = steps.width();
    chosen = new int[steps.rows() * width];
    for (int step = 0; step < steps.longest(); step++) {
      for (int row = 0; row < steps.rows(); row++) {
        int from = steps.at(step, row);
        for (int i = row * width; step < steps.lengths()[row] && i < (row + 1) * width; i++) {
          double number = steps.numbers()[from + i - row * width];
          if (step == 0 || number > pooled[i]) {
            pooled[i] = number;
            chosen[i] = step;
          }
        }
      }
    }
  }

  @Override
  public void backward(HeapPooling.Steps steps, double[] pooledGradients, double[] gradients) {
    int width = steps.width();
    for (int i = 0; i < chosen.length; i++) {
      int row = i / width;
      if (steps.lengths()[row] > 0) {
        gradients[steps.at(chosen[i], row) + i % width] = pooledGradients[i];
      }
    }
  }
}
