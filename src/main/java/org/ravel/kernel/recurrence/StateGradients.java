package org.ravel.kernel.recurrence;

import org.ravel.kernel.Pointwise;
import org.ravel.kernel.Sgemm;

/** Gradients with respect to the state that the backward pass has come to. */
final class StateGradients {
  private final Geometry geometry;
  private final float[] hidden;
  private final float[] memory;
  private final NativeRows products;
  private final float[] row;

  StateGradients(Geometry geometry) {
    this.geometry = geometry;
    int size = geometry.minibatch() * NativeRows.stride(geometry.hidden());
    hidden = new float[size];
    memory = geometry.cell().hasMemory() ? new float[size] : null;
    products = new NativeRows(geometry.minibatch(), geometry.hidden());
    row = new float[geometry.hidden()];
  }

  /** Sets those of the last state, beside what depends on it through the output; null is zero. */
  void start(State last) {
    States.read(last == null ? null : last.hidden(), hidden, geometry);
    if (memory != null) {
      States.read(last == null ? null : last.memory(), memory, geometry);
    }
  }

  float[] hidden() {
    return hidden;
  }

  float[] memory() {
    return memory;
  }

  /** Where the part of the gradient goes that a product with recurrent weights gives. */
  Sgemm.Matrix product() {
    return products.from(0);
  }

  /** Adds that part. */
  void addProduct() {
    int stride = products.stride();
    for (int b = 0; b < geometry.minibatch(); b++) {
      products.get(b, 0, row, 0, row.length);
      Pointwise.add(hidden, b * stride, row, 0, row.length);
    }
  }

  State copy() {
    return new State(
        States.array(hidden, geometry), memory == null ? null : States.array(memory, geometry));
  }
}
