package org.ravel.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A primitive of oneDNN for one geometry, with a stream and memory of its own. */
final class OneDnnRecurrence implements Recurrence {
  /** Holds every native object made here, until {@link #close}. */
  private final PointerScope scope;

  private final Geometry geometry;
  private final PackedWeights.Rows inputRows;
  private final PackedWeights.Rows recurrentRows;
  private final stream queue;
  private final primitive forward;
  private final IntMemoryMap forwardArguments = new IntMemoryMap();
  private final Slab input;
  private final memory output;
  private final memory bias;
  private final StateMemory initial;
  private final StateMemory last;
  private final PackedWeights inputWeights;
  private final PackedWeights recurrentWeights;
  private final Backward backward;

  /** Which steps there are, shape [time, minibatch, 1]; null for all. */
  private INDArray steps;

  OneDnnRecurrence(Geometry geometry, boolean training) {
    this.geometry = geometry;
    int gates = geometry.cell().gates();
    inputRows = new PackedWeights.Rows(geometry.inputs(), gates, geometry.hidden());
    recurrentRows = new PackedWeights.Rows(geometry.hidden(), gates, geometry.hidden());
    scope = Scopes.pointers();
    try {
      scope.attach(forwardArguments);
      Primitives primitives = Primitives.of(geometry, training);
      Primitives.Layouts layouts = primitives.layouts();
      queue = new stream(OneDnn.engine());
      forward = new primitive(primitives.forward());
      input = new Slab(layouts.input(), geometry.time(), geometry.minibatch(), geometry.inputs());
      // Training keeps its output for the way back; inference writes where the caller wants it.
      output =
          training
              ? new memory(layouts.output(), OneDnn.engine())
              : new memory(layouts.output(), OneDnn.engine(), new Pointer());
      bias = new memory(layouts.bias(), OneDnn.engine());
      initial = new StateMemory(geometry, layouts.state());
      last = new StateMemory(geometry, layouts.state());
      inputWeights = PackedWeights.weights(primitives.forward().weights_layer_desc(), inputRows);
      recurrentWeights =
          PackedWeights.weights(primitives.forward().weights_iter_desc(), recurrentRows);
      bindForward(forwardArguments);
      forwardArguments
          .put(DNNL_ARG_WEIGHTS_LAYER, inputWeights.packed())
          .put(DNNL_ARG_WEIGHTS_ITER, recurrentWeights.packed());
      if (training) {
        memory workspace = new memory(primitives.forward().workspace_desc(), OneDnn.engine());
        forwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
        backward = new Backward(primitives, workspace);
      } else {
        backward = null;
      }
    } finally {
      // Closing only takes the scope off the thread's stack: the extension keeps its content alive.
      scope.extend();
      scope.close();
    }
  }

  private void bindForward(IntMemoryMap arguments) {
    arguments
        .put(DNNL_ARG_SRC_LAYER, input.bound())
        .put(DNNL_ARG_SRC_ITER, initial.hidden())
        .put(DNNL_ARG_BIAS, bias)
        .put(DNNL_ARG_DST_LAYER, output)
        .put(DNNL_ARG_DST_ITER, last.hidden());
    if (geometry.cell().hasMemory()) {
      arguments.put(DNNL_ARG_SRC_ITER_C, initial.cell()).put(DNNL_ARG_DST_ITER_C, last.cell());
    }
  }

  @Override
  public void forward(Weights weights, INDArray x, State initialState, INDArray mask, INDArray y) {
    steps = mask == null ? null : mask(mask);
    input.read(x, queue, scope);
    initial.read(initialState);
    inputWeights.read(weights.input(), queue);
    recurrentWeights.read(weights.recurrent(), queue);
    Pointer.memcpy(bias.get_data_handle(), Address.of(weights.bias()), bias.get_desc().get_size());
    if (backward == null) {
      output.set_data_handle(Address.of(y));
    }
    forward.execute(queue, forwardArguments);
    queue._wait();
    if (backward != null) {
      Pointer.memcpy(Address.of(y), output.get_data_handle(), output.get_desc().get_size());
    }
    if (steps != null) {
      y.muli(steps);
    }
  }

  /**
   * Sequences that end early run on to no effect: their output is cut off, and with it all gradient
   * from beyond the end. Other masks would need the state to be held.
   */
  private INDArray mask(INDArray mask) {
    if (!Kernels.endsOnly(mask)) {
      throw new IllegalArgumentException("a primitive of oneDNN takes no mask with gaps");
    }
    return Scopes.outsideWorkspaces(
        () ->
            mask.castTo(DataType.FLOAT)
                .transpose()
                .dup('c')
                .reshape(geometry.time(), geometry.minibatch(), 1));
  }

  @Override
  public State finalState() {
    if (steps != null) {
      throw new IllegalStateException("with a mask, a primitive of oneDNN has no final state");
    }
    return last.copy();
  }

  @Override
  public void backward(Weights weights, INDArray dy, Weights gradient, INDArray dx) {
    if (backward == null) {
      throw new IllegalStateException("the recurrence was opened without training");
    }
    INDArray visible = steps == null ? dy : Scopes.outsideWorkspaces(() -> dy.mul(steps));
    backward.run(weights, visible, gradient, dx);
  }

  @Override
  public State initialGradient() {
    return backward.initialGradient.copy();
  }

  @Override
  public void close() {
    scope.close();
  }

  /** The second half of training. */
  private final class Backward {
    private final primitive backpropagation;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final PackedWeights weightsForInput;
    private final PackedWeights weightsForRecurrence;
    private final PackedWeights inputWeightsGradient;
    private final PackedWeights recurrentWeightsGradient;
    private final memory biasGradient;
    private final Slab outputGradient;
    private final Slab inputGradient;
    private final StateMemory initialGradient;

    Backward(Primitives primitives, memory workspace) {
      scope.attach(arguments);
      Primitives.Layouts layouts = primitives.layouts();
      var description = primitives.backward();
      int inputs = geometry.inputs();
      int hidden = geometry.hidden();
      backpropagation = new primitive(description);
      weightsForInput = PackedWeights.weights(description.weights_layer_desc(), inputRows);
      weightsForRecurrence = PackedWeights.weights(description.weights_iter_desc(), recurrentRows);
      inputWeightsGradient =
          PackedWeights.gradient(description.diff_weights_layer_desc(), inputRows);
      recurrentWeightsGradient =
          PackedWeights.gradient(description.diff_weights_iter_desc(), recurrentRows);
      biasGradient = new memory(layouts.bias(), OneDnn.engine());
      outputGradient = new Slab(layouts.output(), geometry.time(), geometry.minibatch(), hidden);
      inputGradient = new Slab(layouts.input(), geometry.time(), geometry.minibatch(), inputs);
      initialGradient = new StateMemory(geometry, layouts.state());
      // Nothing depends on the final state but through the output: its gradient stays zero.
      StateMemory lastGradient = new StateMemory(geometry, layouts.state());
      bindForward(arguments);
      arguments
          .put(DNNL_ARG_WORKSPACE, workspace)
          .put(DNNL_ARG_WEIGHTS_LAYER, weightsForInput.packed())
          .put(DNNL_ARG_WEIGHTS_ITER, weightsForRecurrence.packed())
          .put(DNNL_ARG_DIFF_SRC_LAYER, inputGradient.bound())
          .put(DNNL_ARG_DIFF_SRC_ITER, initialGradient.hidden())
          .put(DNNL_ARG_DIFF_WEIGHTS_LAYER, inputWeightsGradient.packed())
          .put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentWeightsGradient.packed())
          .put(DNNL_ARG_DIFF_BIAS, biasGradient)
          .put(DNNL_ARG_DIFF_DST_LAYER, outputGradient.bound())
          .put(DNNL_ARG_DIFF_DST_ITER, lastGradient.hidden());
      if (geometry.cell().hasMemory()) {
        arguments
            .put(DNNL_ARG_DIFF_SRC_ITER_C, initialGradient.cell())
            .put(DNNL_ARG_DIFF_DST_ITER_C, lastGradient.cell());
      }
    }

    void run(Weights weights, INDArray dy, Weights gradient, INDArray dx) {
      weightsForInput.read(weights.input(), queue);
      weightsForRecurrence.read(weights.recurrent(), queue);
      outputGradient.read(dy, queue, scope);
      inputGradient.write(dx);
      // The primitive adds to the gradients of the weights.
      StateMemory.clear(inputWeightsGradient.packed());
      StateMemory.clear(recurrentWeightsGradient.packed());
      StateMemory.clear(biasGradient);
      backpropagation.execute(queue, arguments);
      inputWeightsGradient.write(gradient.input(), queue);
      recurrentWeightsGradient.write(gradient.recurrent(), queue);
      queue._wait();
      Pointer.memcpy(
          Address.of(gradient.bias()),
          biasGradient.get_data_handle(),
          biasGradient.get_desc().get_size());
    }
  }
}
