package org.ravel.updater;

import org.ravel.kernel.FloatBlocks;

/**
 * Nesterov's momentum in the form of Sutskever et al. 2013: v ← μ_t v − η g, and the parameters, at
 * which the next gradient is taken, are those that v leads to with the momentum of the next step:
 * the step is μ_t v₋₁ − (1 + μ_{t+1}) v.
 *
 * <p>With growth μ_t = min(1 − 2^(−1 − log₂(⌊t / steps⌋ + 1)), μ): 0.5, 0.75, 0.833, …
 *
 * @param momentum μ, the largest one
 * @param growthSteps steps that have the same momentum; 0 for all of them, which then have μ
 */
public record Nesterov(double momentum, int growthSteps) implements Updater {

  @Override
  public int arrays() {
    return 1;
  }

  @Override
  public FloatBlocks.Step change(double rate, int iteration) {
    float eta = (float) rate;
    float mu = (float) momentum(iteration);
    float next = (float) momentum(iteration + 1L);
    return (pieces, length) -> step(pieces[0], pieces[1], length, eta, mu, next);
  }

  private double momentum(long step) {
    return growthSteps == 0
        ? momentum
        : Math.min(1 - 0.5 / (Math.floorDiv(step, growthSteps) + 1), momentum);
  }

  private static void step(
      float[] gradient, float[] velocity, int length, float rate, float momentum, float next) {
    for (int i = 0; i < length; i++) {
      float before = momentum * velocity[i];
      float v = before - rate * gradient[i];
      velocity[i] = v;
      gradient[i] = before + (-next - 1) * v;
    }
  }
}
