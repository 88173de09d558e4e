package org.ravel.updater;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.ravel.kernel.FloatBlocks;

/** One network's moments, and the step: every rounding as in ND4J's operation. */
final class BlockedAdamUpdater extends AdamUpdater {
  BlockedAdamUpdater(Adam configuration) {
    super(configuration);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray first = getM();
    INDArray second = getV();
    if (first == null || second == null || !FloatBlocks.fit(gradient, first, second)) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    Adam settings = getConfig();
    float beta1 = (float) settings.getBeta1();
    float beta2 = (float) settings.getBeta2();
    float epsilon = (float) settings.getEpsilon();
    float rate =
        rate((float) settings.getLearningRate(iteration, epoch), beta1, beta2, epsilon, iteration);
    FloatBlocks.change(
        (pieces, length) ->
            step(pieces[0], pieces[1], pieces[2], length, beta1, beta2, rate, epsilon),
        gradient,
        first,
        second);
  }

  /** The learning rate with both corrections of bias. */
  private static float rate(
      float learningRate, float beta1, float beta2, float epsilon, int iteration) {
    float left1 = (float) Math.pow(beta1, iteration + 1.0);
    float left2 = (float) Math.pow(beta2, iteration + 1.0);
    float rate = (float) (learningRate * (float) Math.sqrt((float) (1.0 - left2)) / (1.0 - left1));
    // As ND4J has it.
    return rate == 0 || !Float.isFinite(rate) ? epsilon : rate;
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
