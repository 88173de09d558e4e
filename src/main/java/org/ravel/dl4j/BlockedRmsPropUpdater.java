package org.ravel.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.ravel.kernel.FloatBlocks;
import org.ravel.updater.RmsProp;

/** One network's mean squares. */
final class BlockedRmsPropUpdater extends RmsPropUpdater {
  private final RmsProp rule;

  BlockedRmsPropUpdater(BlockedRmsProp configuration) {
    super(configuration);
    rule = new RmsProp(configuration.getRmsDecay(), configuration.getEpsilon());
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray meanSquare = getLastGradient();
    if (meanSquare == null || !FloatBlocks.fit(gradient, meanSquare)) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    double rate = getConfig().getLearningRate(iteration, epoch);
    FloatBlocks.change(rule.change(rate, iteration), gradient, meanSquare);
  }
}
