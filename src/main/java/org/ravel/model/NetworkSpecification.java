package org.ravel.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ModelConfig;
import org.ravel.config.UpdaterConfig;
import org.ravel.layer.SoftmaxOutput;

/**
 * A network as the configuration describes it: embedding → recurrent layers → softmax over the
 * vocabulary.
 *
 * @param model the layers
 * @param vocabularySize number of token ids
 * @param updater how gradients become steps
 * @param learningRate its rate at each iteration
 * @param seed of the initial parameters
 */
public record NetworkSpecification(
    ModelConfig model,
    int vocabularySize,
    UpdaterConfig updater,
    ISchedule learningRate,
    long seed) {

  /** A network with Glorot-initialised parameters in single precision. */
  public MultiLayerNetwork build() {
    return build(DataType.FLOAT);
  }

  MultiLayerNetwork build(DataType precision) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(precision)
            .weightInit(WeightInit.XAVIER)
            .updater(updaterRule())
            .list();
    layers.layer(embedding());
    int width = model.embeddingSize();
    for (int i = 0; i < model.layers(); i++) {
      layers.layer(recurrent(width));
      width = model.hiddenSize();
    }
    SoftmaxOutput output = new SoftmaxOutput(width, vocabularySize);
    output.setIDropout(dropout());
    layers.layer(output);
    MultiLayerConfiguration configuration = layers.build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private Layer embedding() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(vocabularySize)
        .nOut(model.embeddingSize())
        .activation(Activation.IDENTITY)
        .hasBias(false)
        .inferInputLength(true)
        .build();
  }

  private Layer recurrent(int inputSize) {
    return switch (model.cell()) {
      case LSTM ->
          new LSTM.Builder()
              .nIn(inputSize)
              .nOut(model.hiddenSize())
              .activation(Activation.TANH)
              .forgetGateBiasInit(model.forgetGateBias())
              .dropOut(dropout())
              .build();
      case ELMAN ->
          new SimpleRnn.Builder()
              .nIn(inputSize)
              .nOut(model.hiddenSize())
              .activation(Activation.TANH)
              .dropOut(dropout())
              .build();
    };
  }

  /** DL4J drops a layer's inputs and is told the probability of keeping one. */
  private IDropout dropout() {
    return model.dropout() == 0 ? null : new Dropout(1 - model.dropout());
  }

  private IUpdater updaterRule() {
    return switch (updater.name()) {
      case SGD -> new Sgd(learningRate);
      case NESTEROV -> new Nesterovs(learningRate, updater.momentum());
      case RMSPROP ->
          RmsProp.builder()
              .learningRateSchedule(learningRate)
              .rmsDecay(updater.decay())
              .epsilon(updater.epsilon())
              .build();
      case ADAM ->
          Adam.builder()
              .learningRateSchedule(learningRate)
              .beta1(updater.beta1())
              .beta2(updater.beta2())
              .epsilon(updater.epsilon())
              .build();
    };
  }
}
