package org.ravel.updater;

import org.ravel.kernel.FloatBlocks;

/**
 * Nesterov's momentum in the form of Sutskever et al. 2013: v ← μ v − η g, and the step is μ v₋₁ −
 * (1 + μ) v.
 *
 * @param momentum μ
 */
public record Nesterov(double momentum) implements Updater {

  @Override
  public int arrays() {
    return 1;
  }

  @Override
  public FloatBlocks.Step change(double rate, int iteration) {
    float eta = (float) rate;
    float mu = (float) momentum;
    return (pieces, length) -> step(pieces[0], pieces[1], length, eta, mu);
  }

  private static void step(
      float[] gradient, float[] velocity, int length, float rate, float momentum) {
    for (int i = 0; i < length; i++) {
      float before = momentum * velocity[i];
      float v = before - rate * gradient[i];
      velocity[i] = v;
      gradient[i] = before + (-momentum - 1) * v;
    }
  }
}
