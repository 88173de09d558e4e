package org.ravel.training.state;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.HiddenState;

/**
 * The hidden state in which a worker's lanes are, as it travels.
 *
 * @param layers by layer of the network, its arrays by name, {@code [minibatch · units]}; empty for
 *     the zero state
 */
public record RecurrentState(List<Map<String, Floats>> layers) implements Serializable {

  public static RecurrentState zero() {
    return new RecurrentState(List.of());
  }

  /** Numbers in it. */
  public long size() {
    return layers.stream().flatMap(layer -> layer.values().stream()).mapToLong(Floats::size).sum();
  }

  /** A copy of a network's state. */
  public static RecurrentState of(HiddenState state) {
    List<Map<String, Floats>> layers = new ArrayList<>();
    for (Map<String, INDArray> layer : state.layers()) {
      Map<String, Floats> arrays = new TreeMap<>();
      layer.forEach((name, array) -> arrays.put(name, Floats.of(array.dup('c'))));
      layers.add(arrays);
    }
    return new RecurrentState(layers);
  }

  /**
   * The state as a network has it.
   *
   * @param minibatchSize lanes
   */
  public HiddenState hidden(int minibatchSize) {
    List<Map<String, INDArray>> arrays = new ArrayList<>();
    for (Map<String, Floats> layer : layers) {
      Map<String, INDArray> byName = new HashMap<>();
      layer.forEach((name, state) -> byName.put(name, array(state, minibatchSize)));
      arrays.add(byName);
    }
    return new HiddenState(arrays);
  }

  private static INDArray array(Floats state, int minibatchSize) {
    return Nd4j.createFromArray(state.values())
        .reshape('c', minibatchSize, state.size() / minibatchSize);
  }
}
