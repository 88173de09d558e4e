package org.ravel.kernel;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A primitive's own copy of a state or of its gradient; the memory half is null without one. */
final class StateMemory {
  private final Geometry geometry;
  private final memory hidden;
  private final memory cell;

  StateMemory(Geometry geometry, desc layout) {
    this.geometry = geometry;
    hidden = new memory(layout, OneDnn.engine());
    cell = geometry.cell().hasMemory() ? new memory(layout, OneDnn.engine()) : null;
    clear();
  }

  memory hidden() {
    return hidden;
  }

  memory cell() {
    return cell;
  }

  void clear() {
    clear(hidden);
    if (cell != null) {
      clear(cell);
    }
  }

  static void clear(memory block) {
    Pointer.memset(block.get_data_handle(), 0, block.get_desc().get_size());
  }

  /** A copy of the state; null is zero. */
  void read(State state) {
    if (state == null) {
      clear();
      return;
    }
    read(state.hidden(), hidden);
    if (cell != null) {
      read(state.memory(), cell);
    }
  }

  private static void read(INDArray array, memory into) {
    // Always a copy in 'c' order: states are small beside activations.
    INDArray dense = Scopes.outsideWorkspaces(() -> array.castTo(DataType.FLOAT).dup('c'));
    try {
      Pointer.memcpy(into.get_data_handle(), Address.of(dense), into.get_desc().get_size());
    } finally {
      Reference.reachabilityFence(dense);
    }
  }

  State copy() {
    return new State(copy(hidden), cell == null ? null : copy(cell));
  }

  private INDArray copy(memory from) {
    INDArray array =
        Scopes.outsideWorkspaces(
            () ->
                Nd4j.createUninitialized(
                    DataType.FLOAT, new long[] {geometry.minibatch(), geometry.hidden()}, 'c'));
    Pointer.memcpy(Address.of(array), from.get_data_handle(), from.get_desc().get_size());
    return array;
  }
}
