package org.ravel.dl4j.layer;

import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Small networks and data for the tests of layers. */
final class Networks {
  static final int INPUTS = 3;
  static final int HIDDEN = 5;
  static final int MINIBATCH = 4;
  static final int TIME = 6;
  private static final int OUTPUTS = 2;

  private Networks() {}

  static MultiLayerNetwork network(DataType type, Layer... layers) {
    return network(type, BackpropType.Standard, layers);
  }

  /** The layers, the last of them {@link #HIDDEN} wide, and a linear readout. */
  static MultiLayerNetwork network(DataType type, BackpropType backprop, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(type)
            .updater(new Sgd(0.1))
            .weightInit(WeightInit.XAVIER)
            .list();
    for (Layer layer : layers) {
      list.layer(layer.clone());
    }
    list.layer(
        new RnnOutputLayer.Builder(new LossMSE())
            .nOut(OUTPUTS)
            .nIn(HIDDEN)
            .dataFormat(RNNFormat.NCW)
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.backpropType(backprop).tBPTTLength(3).build());
    network.init();
    return network;
  }

  static INDArray random(long seed, DataType type, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    Random random = new Random(seed);
    double[] values = random.doubles(length).map(x -> random.nextGaussian()).toArray();
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  static DataSet data(long seed, DataType type) {
    return new DataSet(
        random(seed, type, MINIBATCH, INPUTS, TIME),
        random(seed + 1000, type, MINIBATCH, OUTPUTS, TIME));
  }

  static Gradient gradient(MultiLayerNetwork network, DataSet data) {
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    network.computeGradientAndScore();
    return network.gradient();
  }

  /** The largest difference over the largest entry. */
  static double relativeDifference(INDArray actual, INDArray expected) {
    double difference = actual.sub(expected).amaxNumber().doubleValue();
    return difference / Math.max(1e-12, expected.amaxNumber().doubleValue());
  }
}
