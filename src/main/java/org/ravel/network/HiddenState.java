package org.ravel.network;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The hidden state of a batch's rows, between two batches. Not for use by several threads. */
public final class HiddenState {
  private List<Map<String, INDArray>> layers;

  /**
   * A state.
   *
   * @param layers by layer of the network, its arrays by name, shape [rows, units]; a layer without
   *     arrays, or none at all, is at zero
   */
  public HiddenState(List<Map<String, INDArray>> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Zero in all rows of any number. */
  public static HiddenState zero() {
    return new HiddenState(List.of());
  }

  /** The arrays by layer and name; empty for zero. */
  public List<Map<String, INDArray>> layers() {
    return layers;
  }

  /** A layer's arrays by name; empty for zero. */
  public Map<String, INDArray> layer(int index) {
    return index < layers.size() ? layers.get(index) : Map.of();
  }

  /** Sets a row to zero. */
  public void forget(int row) {
    layers.forEach(arrays -> arrays.values().forEach(array -> array.getRow(row).assign(0)));
  }

  /** Takes another state's place. */
  public void moveTo(List<Map<String, INDArray>> next) {
    layers = List.copyOf(next);
  }
}
