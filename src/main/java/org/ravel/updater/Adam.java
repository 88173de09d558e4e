package org.ravel.updater;

import org.ravel.kernel.FloatBlocks;

/**
 * Adam (Kingma and Ba 2015): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and the step is η m /
 * (√v + ε), where η has both corrections of bias.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon ε
 */
public record Adam(double beta1, double beta2, double epsilon) implements Updater {

  @Override
  public int arrays() {
    return 2;
  }

  @Override
  public FloatBlocks.Step change(double rate, int iteration) {
    float first = (float) beta1;
    float second = (float) beta2;
    float least = (float) epsilon;
    float eta = corrected((float) rate, first, second, least, iteration);
    return (pieces, length) ->
        step(pieces[0], pieces[1], pieces[2], length, first, second, eta, least);
  }

  private static float corrected(
      float rate, float beta1, float beta2, float epsilon, int iteration) {
    float left1 = (float) Math.pow(beta1, iteration + 1.0);
    float left2 = (float) Math.pow(beta2, iteration + 1.0);
    float corrected = (float) (rate * (float) Math.sqrt((float) (1.0 - left2)) / (1.0 - left1));
    // As ND4J has it.
    return corrected == 0 || !Float.isFinite(corrected) ? epsilon : corrected;
  }

  private static void step(
      float[] gradient,
      float[] first,
      float[] second,
      int length,
      float beta1,
      float beta2,
      float rate,
      float epsilon) {
    for (int i = 0; i < length; i++) {
      float g = gradient[i];
      float m = beta1 * first[i] + g * (1 - beta1);
      float v = beta2 * second[i] + g * g * (1 - beta2);
      first[i] = m;
      second[i] = v;
      gradient[i] = m * rate / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
