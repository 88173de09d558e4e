package org.ravel.updater;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.ravel.kernel.FloatBlocks;

/** One network's mean squares, and the step: every rounding as in ND4J's operation. */
final class BlockedRmsPropUpdater extends RmsPropUpdater {
  BlockedRmsPropUpdater(RmsProp configuration) {
    super(configuration);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray meanSquare = getLastGradient();
    if (meanSquare == null || !FloatBlocks.fit(gradient, meanSquare)) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    RmsProp settings = getConfig();
    float rate = (float) settings.getLearningRate(iteration, epoch);
    float decay = (float) settings.getRmsDecay();
    float epsilon = (float) settings.getEpsilon();
    FloatBlocks.change(
        (pieces, length) -> step(pieces[0], pieces[1], length, rate, decay, epsilon),
        gradient,
        meanSquare);
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
