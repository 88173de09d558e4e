package org.ravel.dl4j;

import java.io.Serializable;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Decoupled weight decay (Loshchilov and Hutter 2019): w ← w − η λ w with each step, beside what
 * the updater makes of the gradient, where η is the learning rate of that step. Biases do not
 * decay.
 */
final class WeightDecay extends BaseTrainingListener implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double decay;

  WeightDecay(double decay) {
    this.decay = decay;
  }

  /** The gradient is that of the weights before they decay. */
  @Override
  public void onGradientCalculation(Model model) {
    MultiLayerNetwork network = (MultiLayerNetwork) model;
    for (Layer layer : network.getLayers()) {
      BaseLayer configuration = (BaseLayer) layer.conf().getLayer();
      double rate =
          configuration
              .getIUpdater()
              .getLearningRate(network.getIterationCount(), network.getEpochCount());
      for (Map.Entry<String, INDArray> array : layer.paramTable().entrySet()) {
        if (configuration.initializer().isWeightParam(configuration, array.getKey())) {
          array.getValue().muli(1 - rate * decay);
        }
      }
    }
  }
}
