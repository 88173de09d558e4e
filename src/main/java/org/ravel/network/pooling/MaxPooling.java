package org.ravel.network.pooling;

/** The greatest number of each feature among a row's steps: of equal ones, the earliest. */
final class MaxPooling implements HeapPooling.Kind {
  /** The step of each row's and each feature's greatest number. */
  private int[] chosen = {};

  @Override
  public void forward(HeapPooling.StepNumbers steps, double[] pooled) {
    int width = steps.width();
    chosen = new int[steps.rows() * width];
    for (int row = 0; row < steps.rows(); row++) {
      for (int step = 0; step < steps.lengths()[row]; step++) {
        for (int i = 0; i < width; i++) {
          double number = steps.numbers()[steps.at(step, row) + i];
          int place = row * width + i;
          if (step == 0 || number > pooled[place]) {
            pooled[place] = number;
            chosen[place] = step;
          }
        }
      }
    }
  }

  @Override
  public void backward(
      HeapPooling.StepNumbers steps, double[] pooledGradients, double[] gradients) {
    int width = steps.width();
    for (int i = 0; i < chosen.length; i++) {
      int row = i / width;
      if (steps.lengths()[row] > 0) {
        gradients[steps.at(chosen[i], row) + i % width] = pooledGradients[i];
      }
    }
  }
}
