package org.ravel.dl4j.layer;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of an output layer whose weights are those of the embedding, transposed: only a
 * bias. DL4J knows no shared parameters, but it keeps all of a network's in one array: there the
 * embedding lies a fixed number of places before the bias, and [vocabulary, hidden] in 'c' order is
 * [hidden, vocabulary] in 'f' order. So does its gradient in the array of gradients.
 */
final class TiedParameters extends DefaultParamInitializer {
  /**
   * The weights, or their gradient, in the network's memory.
   *
   * @param bias the layer's bias, or its gradient: a view of the network's array
   * @param distance from the start of the embedding to that of the bias
   * @return shape [hidden, vocabulary], 'f' order
   */
  static INDArray weights(INDArray bias, long distance, long hidden) {
    DataBuffer network = bias.data().originalDataBuffer();
    long start = bias.offset() - distance;
    if (network == null || start < 0) {
      throw new IllegalStateException(
          ("the embedding should lie %d parameters before the bias of the output layer that is tied"
                  + " to it, but the bias is the network's parameter %d; the embedding must be the"
                  + " first layer's")
              .formatted(distance, bias.offset()));
    }
    long[] shape = {hidden, bias.length()};
    return Nd4j.create(network, shape, new long[] {1, hidden}, start, 'f');
  }

  @Override
  public long numParams(Layer layer) {
    return ((FeedForwardLayer) layer).getNOut();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    conf.addVariable(BIAS_KEY);
    return getGradientsFromFlattened(conf, initialize ? flat.assign(0) : flat);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return Map.of(BIAS_KEY, flat.reshape(1, flat.length()));
  }
}
