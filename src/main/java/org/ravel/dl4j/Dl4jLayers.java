package org.ravel.dl4j;

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
import org.ravel.dl4j.layer.LockedDropout;
import org.ravel.dl4j.layer.SoftmaxOutput;
import org.ravel.model.NetworkSpecification;

/**
 * The layers of a specification as Deeplearning4j has them: this project's, or with {@code
 * training.kernels = stock} its own.
 */
record Dl4jLayers(NetworkSpecification specification) {

  /** A network without parameters: all of them are zero. */
  Dl4jNetwork network() {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(specification.seed())
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.ZERO)
            .updater(updater())
            .list();
    List<Layer> hidden = hidden();
    hidden.forEach(layers::layer);
    layers.layer(output(hidden));
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return new Dl4jNetwork(network, specification.chain(), StepRules.of(training()));
  }

  private ModelConfig model() {
    return specification.model();
  }

  private TrainingConfig training() {
    return specification.training();
  }

  private List<Layer> hidden() {
    int symbols = specification.ends().classes();
    return switch (training().kernels()) {
      case FAST -> new FastLayers(model(), symbols, training().carryState(), this::dropout).list();
      case STOCK -> new StockLayers(model(), symbols, () -> dropout(false)).list();
    };
  }

  private SoftmaxOutput output(List<Layer> hidden) {
    SoftmaxOutput output = new SoftmaxOutput(model().hiddenSize(), specification.ends().classes());
    output.setIDropout(dropout(false));
    output.setLabelSmoothing(training().labelSmoothing());
    if (model().tieEmbeddings()) {
      output.setEmbeddingDistance(
          hidden.stream().mapToLong(layer -> layer.initializer().numParams(layer)).sum());
    }
    return output;
  }

  /**
   * A dropout of a layer's inputs; null for none. Deeplearning4j's are told the probability of
   * keeping an activation.
   *
   * @param ofEmbedding whether they come from the embedding in a first layer
   */
  private IDropout dropout(boolean ofEmbedding) {
    double kept = 1 - model().dropout();
    if (kept == 1) {
      return null;
    }
    return switch (model().dropoutMask()) {
      case STEP -> new Dropout(kept);
      case SEQUENCE -> new LockedDropout(kept, ofEmbedding);
    };
  }

  private IUpdater updater() {
    UpdaterConfig updater = training().updater();
    ISchedule rate = specification.learningRate();
    return switch (updater.name()) {
      case SGD -> new Sgd(rate);
      case NESTEROV -> new Nesterovs(rate, updater.momentum());
      case RMSPROP -> new BlockedRmsProp(Double.NaN, rate, updater.decay(), updater.epsilon());
      case ADAM ->
          new BlockedAdam(Double.NaN, rate, updater.beta1(), updater.beta2(), updater.epsilon());
    };
  }
}
