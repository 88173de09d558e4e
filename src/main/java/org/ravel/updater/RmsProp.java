package org.ravel.updater;

import org.ravel.kernel.FloatBlocks;

/**
 * RMSProp (Tieleman and Hinton 2012): s ← ρ s + (1 − ρ) g², and the step is η g / (√s + ε).
 *
 * @param decay ρ
 * @param epsilon ε
 */
public record RmsProp(double decay, double epsilon) implements Updater {

  @Override
  public int arrays() {
    return 1;
  }

  @Override
  public FloatBlocks.Step change(double rate, int iteration) {
    float eta = (float) rate;
    float rho = (float) decay;
    float least = (float) epsilon;
    return (pieces, length) -> step(pieces[0], pieces[1], length, eta, rho, least);
  }

  private static void step(
      float[] gradient, float[] meanSquare, int length, float rate, float decay, float epsilon) {
    for (int i = 0; i < length; i++) {
      float g = gradient[i];
      float s = decay * meanSquare[i] + g * g * (1 - decay);
      meanSquare[i] = s;
      gradient[i] = rate * g / ((float) Math.sqrt(s) + epsilon);
    }
  }
}
