package org.ravel.kernel.recurrence;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;
import org.ravel.kernel.OneDnn;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.Sgemm;

/** Activations: one product with the input weights for all steps. */
final class DenseGateInput implements GateInput {
  private final Geometry geometry;
  private final List<GateBlock> blocks;
  private final stream queue;
  private final AddedRows bias;
  private final NativeRows activations;

  /** Of the last way forward. */
  private int steps;

  DenseGateInput(Geometry geometry, List<GateBlock> blocks, stream queue) {
    this.geometry = geometry;
    this.blocks = blocks;
    this.queue = queue;
    bias = new AddedRows(geometry);
    activations = new NativeRows((long) geometry.time() * geometry.minibatch(), geometry.inputs());
  }

  private long rows() {
    return (long) steps * geometry.minibatch();
  }

  private long[] shape() {
    return new long[] {steps, geometry.minibatch(), geometry.inputs()};
  }

  @Override
  public void read(Input input, Weights weights, int steps) {
    this.steps = steps;
    copy(((Input.Features) input).values());
    bias.start(1, weights.bias());
    for (GateBlock block : blocks) {
      Sgemm.multiply(
          activations.from(0),
          columns(weights, block).transpose(),
          new Sgemm.Size(rows(), width(block), geometry.inputs()),
          block.sums().from(0));
    }
  }

  /** The block's columns of the input weights: in memory, they are rows. */
  private Sgemm.Matrix columns(Weights weights, GateBlock block) {
    return Sgemm.Matrix.of(
        Weights.blocks(weights.input(), block.firstGate(), block.gates(), geometry.hidden()),
        geometry.inputs());
  }

  private int width(GateBlock block) {
    return block.gates() * geometry.hidden();
  }

  private void copy(INDArray values) {
    if (!Arrays.equals(values.shape(), shape()) || values.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the input is of type %s and shape %s but must be FLOAT, of shape %s"
              .formatted(
                  values.dataType(), Arrays.toString(values.shape()), Arrays.toString(shape())));
    }
    PointerScope brief = Scopes.pointers();
    try {
      memory strided =
          new memory(
              new desc(shape(), OneDnn.FLOATS, values.stride()),
              OneDnn.engine(),
              Address.of(values));
      long stride = activations.stride();
      memory copied =
          new memory(
              new desc(
                  shape(), OneDnn.FLOATS, new long[] {geometry.minibatch() * stride, stride, 1}),
              OneDnn.engine(),
              activations.from(0).values());
      new reorder(strided, copied).execute(queue, strided, copied);
      queue._wait();
    } finally {
      brief.close();
    }
  }

  @Override
  public boolean isInSums() {
    return true;
  }

  @Override
  public void add(int row, int column, float[] sums, int offset, int count) {
    bias.add(0, column, sums, offset, count);
  }

  @Override
  public void addGradient(int row, float[] gradient, int offset) {
    bias.addGradient(0, gradient, offset);
  }

  @Override
  public void finish(Weights weights, Weights gradient, INDArray inputGradient) {
    bias.addToBias(gradient.bias());
    Sgemm.Matrix toInput = Sgemm.Matrix.of(inputGradient, geometry.inputs());
    boolean first = true;
    for (GateBlock block : blocks) {
      Sgemm.add(
          block.sums().from(0).transpose(),
          activations.from(0),
          new Sgemm.Size(width(block), geometry.inputs(), rows()),
          columns(gradient, block));
      Sgemm.Size size = new Sgemm.Size(rows(), geometry.inputs(), width(block));
      Sgemm.Matrix matrix = columns(weights, block);
      if (first) {
        Sgemm.multiply(block.sums().from(0), matrix, size, toInput);
      } else {
        Sgemm.add(block.sums().from(0), matrix, size, toInput);
      }
      first = false;
    }
  }
}
