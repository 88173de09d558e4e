package org.ravel.updater;

import org.ravel.kernel.FloatBlocks;

/** Plain gradient descent: the step is η g. */
public record Sgd() implements Updater {

  @Override
  public int arrays() {
    return 0;
  }

  @Override
  public FloatBlocks.Step change(double rate, int iteration) {
    float eta = (float) rate;
    return (pieces, length) -> scale(pieces[0], length, eta);
  }

  private static void scale(float[] gradient, int length, float rate) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= rate;
    }
  }
}
