package org.ravel.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.Chain;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.network.NetworkJson;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.NetworkSource;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/** A network that Deeplearning4j trains, for comparison. */
final class Dl4jNetwork implements Network {
  private final MultiLayerNetwork network;
  private final Chain chain;
  private final StepRules rules;

  /**
   * A network made by {@link Dl4jLayers}, or like one.
   *
   * @param chain the same layers as this project has them
   */
  Dl4jNetwork(MultiLayerNetwork network, Chain chain, StepRules rules) {
    this.network = network;
    this.chain = chain;
    this.rules = rules;
    network.setListeners(rules.listeners());
  }

  /** Deeplearning4j's side of a network. */
  static MultiLayerNetwork of(Network network) {
    return ((Dl4jNetwork) network).network;
  }

  /** The network after Deeplearning4j's averaging has put another one in its place. */
  Dl4jNetwork with(MultiLayerNetwork trained) {
    return new Dl4jNetwork(trained, chain, rules);
  }

  /** A batch as Deeplearning4j has it. */
  static DataSet dataSet(Batch batch) {
    return new DataSet(
        ids(batch.inputs()), ids(batch.symbols()), mask(batch.inputs()), mask(batch.symbols()));
  }

  /** Ids, shape [rows, steps]. */
  static INDArray ids(Field field) {
    int[][] ids = new int[field.rows()][field.steps()];
    for (int row = 0; row < ids.length; row++) {
      for (int step = 0; step < field.steps(); step++) {
        ids[row][step] = field.id(row, step);
      }
    }
    return Nd4j.createFromArray(ids);
  }

  /** 1 where a row has a step and 0 elsewhere, shape [rows, steps]; null if nothing pads. */
  private static INDArray mask(Steps field) {
    if (field.isFull()) {
      return null;
    }
    float[][] mask = new float[field.rows()][field.steps()];
    for (int row = 0; row < mask.length; row++) {
      Arrays.fill(mask[row], 0, field.lengths()[row], 1);
    }
    return Nd4j.createFromArray(mask);
  }

  @Override
  public INDArray parameters() {
    return network.params();
  }

  @Override
  public INDArray updaterState() {
    Updater updater = network.getUpdater();
    return updater == null ? null : updater.getStateViewArray();
  }

  @Override
  public double loss(Batch batch) {
    throw new IllegalStateException("the configuration refuses evolution by Deeplearning4j");
  }

  @Override
  public Chain topology() {
    return chain;
  }

  @Override
  public NetworkSource source() {
    return new Source(
        network.getLayerWiseConfigurations().toJson(), NetworkJson.text(chain), rules);
  }

  /** A network as it travels; descriptions are JSON. */
  private record Source(String layers, String chain, StepRules rules) implements NetworkSource {

    @Override
    public Chain topology() {
      return (Chain) NetworkJson.topology(chain);
    }

    @Override
    public Network open() {
      MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(layers));
      network.init();
      return new Dl4jNetwork(network, topology(), rules);
    }
  }

  @Override
  public NetworkSnapshot snapshot() {
    Parameters ours = Parameters.zero(chain.parameters(), network.params().dataType());
    try {
      StockParameters.pairs(ours, network).forEach(pair -> pair.ours().assign(pair.theirs()));
      return NetworkSnapshot.of(chain, ours.flat());
    } finally {
      ours.flat().close();
    }
  }

  @Override
  public void take(NetworkSnapshot snapshot) {
    Parameters given = snapshot.named();
    try {
      StockParameters.pairs(given, network).forEach(pair -> pair.theirs().assign(pair.ours()));
    } finally {
      given.flat().close();
    }
  }

  @Override
  public void setIterations(int sinceReset, int beforeReset) {
    network.getLayerWiseConfigurations().setIterationCount(sinceReset);
    network.getLayerWiseConfigurations().setEpochCount(beforeReset);
  }

  @Override
  public void seed(long seed) {
    Nd4j.getRandom().setSeed(seed);
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public double train(Batch batch, HiddenState state) {
    Layer[] layers = network.getLayers();
    for (int i = 0; i < layers.length; i++) {
      if (layers[i] instanceof RecurrentLayer recurrent) {
        recurrent.rnnSetTBPTTState(state.layer(i));
      }
    }
    network.fit(dataSet(batch));
    List<Map<String, INDArray>> reached = new ArrayList<>();
    for (Layer layer : layers) {
      // What the layer gives is a view of what it keeps.
      reached.add(
          layer instanceof RecurrentLayer recurrent
              ? new HashMap<>(recurrent.rnnGetTBPTTState())
              : Map.of());
    }
    state.moveTo(reached);
    return network.score() * batch.counted();
  }

  @Override
  public void close() {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
    network.close();
  }
}
