package org.ravel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.network.Predictor;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;

/** A network whose layers Deeplearning4j runs. */
public final class Dl4jNetwork implements Network {
  private final MultiLayerNetwork network;

  /** A network made by {@link NetworkSpecification}, or like one. */
  public Dl4jNetwork(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * Makes a network of a {@link #configuration}.
   *
   * @param rules of its training
   */
  public static Dl4jNetwork open(String configuration, StepRules rules) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init();
    network.setListeners(rules.listeners());
    return new Dl4jNetwork(network);
  }

  /** Deeplearning4j's side of a network. */
  public static MultiLayerNetwork of(Network network) {
    return ((Dl4jNetwork) network).network;
  }

  /** A batch as Deeplearning4j has it. */
  public static DataSet dataSet(Batch batch) {
    return new DataSet(
        ids(batch.inputs()), ids(batch.targets()), mask(batch.inputs()), mask(batch.targets()));
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
  static INDArray mask(Field field) {
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
  public Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    network
        .paramTable()
        .forEach((name, array) -> shapes.put(name, Arrays.stream(array.shape()).boxed().toList()));
    return shapes;
  }

  @Override
  public INDArray updaterState() {
    Updater updater = network.getUpdater();
    return updater == null ? null : updater.getStateViewArray();
  }

  @Override
  public String configuration() {
    return network.getLayerWiseConfigurations().toJson();
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
  public Predictor predictor() {
    return new Dl4jPredictor(network);
  }

  @Override
  public void close() {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
    network.close();
  }
}
