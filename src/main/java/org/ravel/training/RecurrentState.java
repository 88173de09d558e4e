package org.ravel.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The hidden state in which a worker's lanes are.
 *
 * @param layers by layer of the network, its arrays by name, {@code [minibatch · units]}; empty for
 *     the zero state
 */
record RecurrentState(List<Map<String, Floats>> layers) implements Serializable {

  static RecurrentState zero() {
    return new RecurrentState(List.of());
  }

  /** The state that a network's last minibatch has left. */
  static RecurrentState of(MultiLayerNetwork network) {
    List<Map<String, Floats>> layers = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      Map<String, Floats> arrays = new TreeMap<>();
      if (layer instanceof RecurrentLayer recurrent) {
        recurrent
            .rnnGetTBPTTState()
            .forEach((name, array) -> arrays.put(name, Floats.of(array.dup('c'))));
      }
      layers.add(arrays);
    }
    return new RecurrentState(layers);
  }

  /**
   * Sets the state of some lanes to zero, each with this probability (Melis, Dyer and Blunsom
   * 2018): a network that only ever goes on from where it was does not learn to begin.
   */
  static void forget(MultiLayerNetwork network, int lanes, double probability, Random random) {
    for (int lane = 0; lane < lanes; lane++) {
      if (random.nextDouble() < probability) {
        forget(network, lane);
      }
    }
  }

  private static void forget(MultiLayerNetwork network, int lane) {
    for (Layer layer : network.getLayers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        recurrent.rnnGetTBPTTState().values().forEach(state -> state.getRow(lane).assign(0));
      }
    }
  }

  /**
   * Puts a network into this state.
   *
   * @param minibatchSize lanes
   */
  void restore(MultiLayerNetwork network, int minibatchSize) {
    network.rnnClearPreviousState();
    for (int i = 0; i < layers.size(); i++) {
      if (network.getLayer(i) instanceof RecurrentLayer recurrent) {
        Map<String, INDArray> arrays = new HashMap<>();
        layers.get(i).forEach((name, state) -> arrays.put(name, array(state, minibatchSize)));
        recurrent.rnnSetTBPTTState(arrays);
      }
    }
  }

  private static INDArray array(Floats state, int minibatchSize) {
    return Nd4j.createFromArray(state.values())
        .reshape('c', minibatchSize, state.size() / minibatchSize);
  }
}
