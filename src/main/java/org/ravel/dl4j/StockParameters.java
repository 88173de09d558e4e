package org.ravel.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/** Which of Deeplearning4j's parameters are which of this project's. */
final class StockParameters {
  /** Where the blocks of i, f, g, o are among Deeplearning4j's g, f, o, i. */
  private static final int[] LSTM_BLOCKS = {3, 1, 0, 2};

  private StockParameters() {}

  /** The same numbers in two places, both of them views. */
  record ParameterPair(INDArray ours, INDArray theirs) {}

  /** All parameters of a network, with layers of this project or of Deeplearning4j's own. */
  static List<ParameterPair> pairs(Parameters ours, MultiLayerNetwork network) {
    boolean stock = layer(network, 0) instanceof EmbeddingSequenceLayer;
    List<ParameterPair> pairs = new ArrayList<>();
    for (ParameterShape shape : ours.shapes()) {
      INDArray own = ours.get(shape.name());
      int number = Integer.parseInt(shape.name().substring(0, shape.name().indexOf('_')));
      String name = shape.name().substring(shape.name().indexOf('_') + 1);
      if (stock && name.equals("E")) {
        pairs.add(new ParameterPair(own, network.getParam("0_W")));
        continue;
      }
      // A layer of its own holds the embedding.
      int place = stock ? number + 1 : number;
      INDArray theirs = network.getParam(place + "_" + name);
      if (layer(network, place) instanceof LSTM) {
        addBlocks(pairs, own, theirs);
      } else {
        pairs.add(new ParameterPair(own, theirs));
      }
    }
    return pairs;
  }

  private static Layer layer(MultiLayerNetwork network, int place) {
    return network.getLayerWiseConfigurations().getConf(place).getLayer();
  }

  private static void addBlocks(List<ParameterPair> pairs, INDArray own, INDArray theirs) {
    long width = own.size(1) / LSTM_BLOCKS.length;
    for (int block = 0; block < LSTM_BLOCKS.length; block++) {
      pairs.add(
          new ParameterPair(
              columns(own, block, width), columns(theirs, LSTM_BLOCKS[block], width)));
    }
  }

  private static INDArray columns(INDArray matrix, int block, long width) {
    return matrix.get(
        NDArrayIndex.all(), NDArrayIndex.interval(block * width, (block + 1) * width));
  }
}
