package org.ravel.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.ravel.kernel.FloatBlocks;
import org.ravel.updater.Adam;

/** One network's moments. */
final class BlockedAdamUpdater extends AdamUpdater {
  private final Adam rule;

  BlockedAdamUpdater(BlockedAdam configuration) {
    super(configuration);
    rule = new Adam(configuration.getBeta1(), configuration.getBeta2(), configuration.getEpsilon());
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray first = getM();
    INDArray second = getV();
    if (first == null || second == null || !FloatBlocks.fit(gradient, first, second)) {
      super.applyUpdater(gradient, iteration, epoch);
      return;
    }
    double rate = getConfig().getLearningRate(iteration, epoch);
    FloatBlocks.change(rule.change(rate, iteration), gradient, first, second);
  }
}
