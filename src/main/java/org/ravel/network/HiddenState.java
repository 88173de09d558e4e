package org.ravel.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.network.module.EncodedSource;

/**
 * The hidden state of a batch's rows, between two batches; a decoder's has what the encoder gave of
 * the sources too. Not for use by several threads.
 */
public final class HiddenState {
  private List<Map<String, INDArray>> layers;

  /** Null where no source was read. */
  private EncodedSource source;

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

  /** What was read last; null where no source was. */
  EncodedSource source() {
    return source;
  }

  /** Sets what the decoder's layers look at. */
  void read(EncodedSource next) {
    source = next;
  }

  /** Sets a row to zero. */
  public void forget(int row) {
    layers.forEach(arrays -> arrays.values().forEach(array -> array.getRow(row).assign(0)));
  }

  /**
   * The state of other rows, in arrays of its own; what they have read is shared.
   *
   * @param rows of this one; each may be taken any number of times
   */
  public HiddenState select(int[] rows) {
    HiddenState selected =
        Scopes.outsideWorkspaces(
            () -> new HiddenState(layers.stream().map(arrays -> select(arrays, rows)).toList()));
    selected.read(source == null ? null : source.select(rows));
    return selected;
  }

  private static Map<String, INDArray> select(Map<String, INDArray> arrays, int[] rows) {
    Map<String, INDArray> selected = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          try (INDArray from = array.dup('c')) {
            INDArray into = room(array, rows);
            Rows.gather(from, rows, into);
            selected.put(name, into);
          }
        });
    return selected;
  }

  /**
   * The state of rows of this one and of another one, in arrays of its own. What they have read is
   * in the order in which the rows look at it, and nothing else is kept.
   *
   * @param other of the same network
   * @param rows of this one; behind its last one those of the other
   */
  public HiddenState join(HiddenState other, int[] rows) {
    HiddenState joined =
        Scopes.outsideWorkspaces(
            () -> {
              List<Map<String, INDArray>> both = new ArrayList<>();
              for (int i = 0; i < layers.size(); i++) {
                both.add(join(layers.get(i), other.layers.get(i), rows));
              }
              return new HiddenState(both);
            });
    joined.read(source == null ? null : source.join(other.source, rows));
    return joined;
  }

  private static Map<String, INDArray> join(
      Map<String, INDArray> arrays, Map<String, INDArray> others, int[] rows) {
    Map<String, INDArray> joined = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          try (INDArray first = array.dup('c');
              INDArray second = others.get(name).dup('c')) {
            INDArray into = room(array, rows);
            Rows.gather(first, second, rows, into);
            joined.put(name, into);
          }
        });
    return joined;
  }

  private static INDArray room(INDArray array, int[] rows) {
    return Nd4j.createUninitialized(array.dataType(), rows.length, array.size(1));
  }

  /** Sets the arrays of the layers. */
  public void moveTo(List<Map<String, INDArray>> next) {
    layers = List.copyOf(next);
  }
}
