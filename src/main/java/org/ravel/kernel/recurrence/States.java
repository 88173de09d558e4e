package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.Sgemm;

/**
 * The states of a minibatch: number t is the one before step t, the last one comes after all steps.
 * Training keeps them all: hidden activations in native memory, where products read them, an LSTM's
 * memory on the heap. The heap holds the hidden activations of just two states.
 */
final class States {
  private final Geometry geometry;
  private final int stride;
  private final int slots;
  private final NativeRows products;
  private final float[][] hidden;
  private final float[][] memory;

  States(Geometry geometry, boolean training) {
    this.geometry = geometry;
    slots = training ? geometry.time() + 1 : 2;
    stride = NativeRows.stride(geometry.hidden());
    products = new NativeRows((long) slots * geometry.minibatch(), geometry.hidden());
    hidden = new float[2][geometry.minibatch() * stride];
    memory = geometry.cell().hasMemory() ? new float[slots][geometry.minibatch() * stride] : null;
  }

  /** Floats from one sequence to the next, in all arrays of this class. */
  int stride() {
    return stride;
  }

  /** On the way forward: the hidden activations of state t, of the two that were made last. */
  float[] hidden(int t) {
    return hidden[t % 2];
  }

  float[] memory(int t) {
    return memory[t % slots];
  }

  /** The hidden activations of state t, one row a sequence; in training, state t + 1 follows. */
  Sgemm.Matrix matrix(int t) {
    return products.from(row(t, 0));
  }

  /** On the way back: copies the hidden activations of a sequence at state t. */
  void copyHidden(int t, int sequence, float[] into) {
    products.get(row(t, sequence), 0, into, 0, geometry.hidden());
  }

  private long row(int t, int sequence) {
    return (long) (t % slots) * geometry.minibatch() + sequence;
  }

  /** Sets state 0; null is zero. */
  void start(State state) {
    read(state == null ? null : state.hidden(), hidden(0), geometry);
    if (memory != null) {
      read(state == null ? null : state.memory(), memory(0), geometry);
    }
    publish(0);
  }

  /** Copies an array to rows of this class's stride; null is zero. */
  static void read(INDArray array, float[] into, Geometry geometry) {
    int stride = NativeRows.stride(geometry.hidden());
    float[] dense =
        array == null
            ? new float[geometry.minibatch() * geometry.hidden()]
            : Scopes.outsideWorkspaces(
                () -> array.castTo(DataType.FLOAT).dup('c').data().asFloat());
    for (int b = 0; b < geometry.minibatch(); b++) {
      System.arraycopy(dense, b * geometry.hidden(), into, b * stride, geometry.hidden());
    }
  }

  /** State t + 1 of a sequence that has no step t is state t. */
  void hold(int t, int sequence) {
    int first = sequence * stride;
    System.arraycopy(hidden(t), first, hidden(t + 1), first, stride);
    if (memory != null) {
      System.arraycopy(memory(t), first, memory(t + 1), first, stride);
    }
  }

  /** Lets products see the hidden activations of state t. */
  void publish(int t) {
    float[] values = hidden(t);
    products.put(row(t, 0), 0, values, 0, values.length);
  }

  /** A copy of state t, of the two that were made last. */
  State at(int t) {
    return new State(
        array(hidden(t), geometry), memory == null ? null : array(memory(t), geometry));
  }

  /** Rows of this class's stride as an array of its own. */
  static INDArray array(float[] values, Geometry geometry) {
    int stride = NativeRows.stride(geometry.hidden());
    float[] dense = new float[geometry.minibatch() * geometry.hidden()];
    for (int b = 0; b < geometry.minibatch(); b++) {
      System.arraycopy(values, b * stride, dense, b * geometry.hidden(), geometry.hidden());
    }
    return Scopes.outsideWorkspaces(
        () -> Nd4j.create(dense, new long[] {geometry.minibatch(), geometry.hidden()}, 'c'));
  }
}
