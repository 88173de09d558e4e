package org.ravel.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.ravel.dl4j.layer.Elman;
import org.ravel.dl4j.layer.Gru;
import org.ravel.dl4j.layer.Lstm;
import org.ravel.dl4j.layer.Recurrent;
import org.ravel.dl4j.layer.SoftmaxOutput;
import org.ravel.error.InputException;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;

/**
 * A trained network as a file that Deeplearning4j's {@code ModelSerializer} reads, with the layers
 * of {@link org.ravel.dl4j.layer}. What only training needs, such as dropout, is left out.
 */
public final class Dl4jExport {
  private Dl4jExport() {}

  /**
   * Writes a network.
   *
   * @throws InputException if it has layers that are none of Deeplearning4j's here
   */
  public static void write(NetworkSnapshot network, OutputStream out) throws IOException {
    if (!(network.topology() instanceof Chain chain)) {
      throw unknown(network.topology());
    }
    Dl4jNetwork theirs = new Dl4jNetwork(network(chain), chain, new StepRules(0, 0));
    try {
      theirs.take(network);
      ModelSerializer.writeModel(Dl4jNetwork.of(theirs), out, false);
    } finally {
      theirs.close();
    }
  }

  private static MultiLayerNetwork network(Chain chain) {
    if (!(chain.input() instanceof TokenRecurrentLayer input)) {
      throw unknown(chain.input());
    }
    if (!(chain.head() instanceof SoftmaxLayer head)) {
      throw unknown(chain.head());
    }
    boolean tied = head.tiedTo() != null;
    List<Recurrent> hidden = new ArrayList<>();
    hidden.add(
        layer(
            builder(input.recurrent()).vocabularySize(input.vocabularySize()).embeddingTied(tied),
            input.recurrent()));
    for (Layer layer : chain.layers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        hidden.add(layer(builder(recurrent), recurrent));
      } else if (!(layer instanceof DropoutLayer || layer instanceof ActivationPenaltyLayer)) {
        throw unknown(layer);
      }
    }
    SoftmaxOutput output = new SoftmaxOutput(head.inputs(), head.classes());
    if (tied) {
      output.setEmbeddingDistance(
          hidden.stream().mapToLong(layer -> layer.initializer().numParams(layer)).sum());
    }
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.ZERO)
            .list();
    hidden.forEach(layers::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(layers.layer(output).build());
    network.init();
    return network;
  }

  private static Recurrent layer(Recurrent.Builder<?> builder, RecurrentLayer layer) {
    return builder.nIn(layer.inputs()).nOut(layer.width()).build();
  }

  private static Recurrent.Builder<?> builder(RecurrentLayer layer) {
    return switch (layer.cell()) {
      case LSTM -> new Lstm.Builder().peepholes(layer.peepholes());
      case GRU_RESET_BEFORE -> new Gru.Builder().reset(Gru.Reset.BEFORE);
      case GRU_RESET_AFTER -> new Gru.Builder().reset(Gru.Reset.AFTER);
      case ELMAN_TANH -> new Elman.Builder().transfer(Elman.Transfer.TANH);
      case ELMAN_RELU -> new Elman.Builder().transfer(Elman.Transfer.RELU);
    };
  }

  private static InputException unknown(Object layer) {
    return new InputException(
        "the model has the layer %s, but a file of Deeplearning4j's can hold language models of recurrent layers in one direction only; use the model's own files, specification.json and parameters.bin"
            .formatted(layer));
  }
}
