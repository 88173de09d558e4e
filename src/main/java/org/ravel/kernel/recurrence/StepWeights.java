package org.ravel.kernel.recurrence;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;
import org.ravel.kernel.OneDnn;
import org.ravel.kernel.Sgemm;

/**
 * A recurrent matrix, copied once a pass into the layouts that a step's product reads fastest, one
 * for each direction in time. For a single step, as in generation or with input feeding, there is
 * no copy.
 */
final class StepWeights {
  private final int inputs;
  private final int outputs;
  private final int minibatch;

  /** Null for a single step. */
  private final Copy onward;

  /** Null for a single step, or without training. */
  private final Copy back;

  private Sgemm.Matrix matrixOnward;
  private Sgemm.Matrix matrixBack;

  StepWeights(Geometry geometry, int gates, boolean training, stream queue) {
    inputs = geometry.hidden();
    outputs = gates * geometry.hidden();
    minibatch = geometry.minibatch();
    boolean copies = geometry.time() > 1;
    onward = copies ? new Copy(inputs, outputs, false, queue) : null;
    back = copies && training ? new Copy(outputs, inputs, true, queue) : null;
  }

  /** Reads the matrix, shape [inputs, outputs], 'f' order, for products forward in time. */
  void readOnward(INDArray matrix) {
    matrixOnward =
        onward == null ? Sgemm.Matrix.of(matrix, inputs).transpose() : onward.read(matrix);
  }

  /** Reads the matrix for products backward in time. */
  void readBack(INDArray matrix) {
    matrixBack = back == null ? Sgemm.Matrix.of(matrix, inputs) : back.read(matrix);
  }

  /** Writes or adds states · matrix. */
  void multiply(Sgemm.Matrix states, boolean adds, Sgemm.Matrix result) {
    run(states, matrixOnward, new Sgemm.Size(minibatch, outputs, inputs), adds, result);
  }

  /** Writes gradients · transposed matrix. */
  void multiplyBack(Sgemm.Matrix gradients, Sgemm.Matrix result) {
    run(gradients, matrixBack, new Sgemm.Size(minibatch, inputs, outputs), false, result);
  }

  private static void run(
      Sgemm.Matrix a, Sgemm.Matrix b, Sgemm.Size size, boolean adds, Sgemm.Matrix result) {
    if (adds) {
      Sgemm.add(a, b, size, result);
    } else {
      Sgemm.multiply(a, b, size, result);
    }
  }

  /** Adds to the gradient of the matrix, 'f' order, the sum over so many rows. */
  void addToGradient(
      Sgemm.Matrix states, Sgemm.Matrix gradients, int rows, INDArray matrixGradient) {
    Sgemm.add(
        gradients.transpose(),
        states,
        new Sgemm.Size(outputs, inputs, rows),
        Sgemm.Matrix.of(matrixGradient, inputs));
  }

  /** Rows in native memory, and the way there from a matrix in 'f' order. */
  private static final class Copy {
    private final NativeRows rows;
    private final memory plain;
    private final memory padded;
    private final reorder copy;
    private final stream queue;

    Copy(int height, int width, boolean transposed, stream queue) {
      rows = new NativeRows(height, width);
      this.queue = queue;
      long[] shape = {height, width};
      long[] strides = transposed ? new long[] {width, 1} : new long[] {1, height};
      FloatPointer target = rows.from(0).values();
      plain = OneDnn.unbound(new desc(shape, OneDnn.FLOATS, strides));
      padded =
          new memory(
              new desc(shape, OneDnn.FLOATS, new long[] {rows.stride(), 1}),
              OneDnn.engine(),
              target);
      copy = new reorder(plain, padded);
    }

    Sgemm.Matrix read(INDArray matrix) {
      plain.set_data_handle(Address.of(matrix));
      copy.execute(queue, plain, padded);
      queue._wait();
      return rows.from(0);
    }
  }
}
