package org.ravel.model;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ModelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.config.UpdaterConfig;
import org.ravel.layer.LockedDropout;
import org.ravel.layer.SoftmaxOutput;
import org.ravel.network.Network;
import org.ravel.updater.BlockedAdam;
import org.ravel.updater.BlockedRmsProp;

/**
 * A network as the configuration describes it: embedding → recurrent layers → softmax over the
 * vocabulary.
 *
 * @param model the layers
 * @param vocabularySize number of token ids
 * @param training how it is trained: updater, kernels, carried state
 * @param learningRate the updater's rate at each iteration
 * @param seed of the initial parameters
 */
public record NetworkSpecification(
    ModelConfig model,
    int vocabularySize,
    TrainingConfig training,
    ISchedule learningRate,
    long seed) {

  /** A network in single precision, with the parameters that {@code model.initialisation} says. */
  public Network build() {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.ZERO)
            .updater(updaterRule())
            .list();
    List<Layer> hidden = hiddenLayers();
    hidden.forEach(layers::layer);
    layers.layer(output(hidden));
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    InitialParameters.draw(model, training.kernels(), seed, network);
    return new Dl4jNetwork(network);
  }

  private SoftmaxOutput output(List<Layer> hidden) {
    SoftmaxOutput output = new SoftmaxOutput(model.hiddenSize(), vocabularySize);
    output.setIDropout(dropout(false));
    output.setLabelSmoothing(training.labelSmoothing());
    if (model.tieEmbeddings()) {
      output.setEmbeddingDistance(parameters(hidden));
    }
    return output;
  }

  /** Numbers that it learns, without building it. */
  public long parameters() {
    List<Layer> hidden = hiddenLayers();
    return parameters(hidden) + parameters(List.of(output(hidden)));
  }

  /** Numbers of its updater's state, without building it. */
  public long updaterNumbers() {
    return updaterRule().stateSize(parameters());
  }

  private static long parameters(List<? extends Layer> layers) {
    return layers.stream().mapToLong(layer -> layer.initializer().numParams(layer)).sum();
  }

  private List<Layer> hiddenLayers() {
    return switch (training.kernels()) {
      case FAST ->
          new FastLayers(model, vocabularySize, training.carryState(), this::dropout).list();
      case STOCK -> new StockLayers(model, vocabularySize, () -> dropout(false)).list();
    };
  }

  /**
   * A dropout of a layer's inputs, which is told the probability of keeping one.
   *
   * @param ofEmbedding whether they come from the embedding in a first layer
   */
  private IDropout dropout(boolean ofEmbedding) {
    double kept = 1 - model.dropout();
    if (kept == 1) {
      return null;
    }
    return switch (model.dropoutMask()) {
      case STEP -> new Dropout(kept);
      case SEQUENCE -> new LockedDropout(kept, ofEmbedding);
    };
  }

  private IUpdater updaterRule() {
    UpdaterConfig updater = training.updater();
    return switch (updater.name()) {
      case SGD -> new Sgd(learningRate);
      case NESTEROV -> new Nesterovs(learningRate, updater.momentum());
      case RMSPROP ->
          new BlockedRmsProp(Double.NaN, learningRate, updater.decay(), updater.epsilon());
      case ADAM ->
          new BlockedAdam(
              Double.NaN, learningRate, updater.beta1(), updater.beta2(), updater.epsilon());
    };
  }
}
