package org.ravel.dl4j;

import java.io.Serializable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.FloatBlocks;

/**
 * Scales the whole gradient down to a largest L2 norm (Pascanu, Mikolov and Bengio 2013). DL4J
 * clips layer by layer only, which changes the gradient's direction.
 */
final class GlobalNormClipping extends BaseTrainingListener implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double largestNorm;

  GlobalNormClipping(double largestNorm) {
    this.largestNorm = largestNorm;
  }

  @Override
  public void onGradientCalculation(Model model) {
    MultiLayerNetwork network = (MultiLayerNetwork) model;
    INDArray gradient = network.getFlattenedGradients();
    // At this point DL4J has not yet divided the gradient by the minibatch size.
    double largest = largestNorm * network.batchSize();
    double norm = FloatBlocks.norm2(gradient);
    if (norm > largest) {
      gradient.muli(largest / norm);
    }
  }
}
