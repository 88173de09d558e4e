package org.ravel.kernel.recurrence;

import java.util.List;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A cell's arithmetic, a step at a time: products for the whole minibatch at once, all else a
 * sequence at a time, so that a row of gates stays in the processor's first cache.
 */
abstract class CellKernel {
  final int hidden;
  final int minibatch;
  final int stride;
  final States states;
  final StateGradients gradients;
  private final Frame frame;
  private GateInput input;
  private StepMask mask;

  CellKernel(Frame frame) {
    this.frame = frame;
    hidden = frame.geometry().hidden();
    minibatch = frame.geometry().minibatch();
    states = frame.states();
    gradients = frame.gradients();
    stride = states.stride();
  }

  /**
   * What the kernel of one recurrence works on.
   *
   * @param gradients null without training
   */
  record Frame(
      Geometry geometry, boolean training, States states, StateGradients gradients, stream queue) {}

  /** The kernel of a cell. */
  static CellKernel of(Frame frame) {
    CellKernel kernel =
        switch (frame.geometry().cell()) {
          case LSTM -> new LstmKernel(frame);
          case GRU_RESET_BEFORE -> new ResetBeforeKernel(frame);
          case GRU_RESET_AFTER -> new ResetAfterKernel(frame);
          case ELMAN_TANH, ELMAN_RELU -> new ElmanKernel(frame);
        };
    kernel.input =
        frame.geometry().readsIds()
            ? new TableGateInput(frame.geometry())
            : new DenseGateInput(frame.geometry(), kernel.inputBlocks(), frame.queue());
    return kernel;
  }

  /** Prepares the way forward; the states have been started. */
  final void start(Weights weights, Input features, StepMask steps) {
    mask = steps;
    input.read(features, weights, mask.steps());
    readOnward(weights);
  }

  /** Where the products with the input weights go. */
  abstract List<GateInput.GateBlock> inputBlocks();

  /** Reads the recurrent weights for the way forward, and peepholes. */
  abstract void readOnward(Weights weights);

  /** Makes state t + 1. */
  abstract void forward(int t);

  /** The elementwise part of {@link #forward} for a sequence that has the step. */
  abstract void forwardRow(int t, int b);

  /** That part for all sequences: the last thing in a step. */
  final void forwardRows(int t) {
    for (int b = 0; b < minibatch; b++) {
      if (mask.at(t, b)) {
        forwardRow(t, b);
      } else {
        states.hold(t, b);
      }
    }
    states.publish(t + 1);
  }

  /** Prepares the way back. */
  abstract void startBack(Weights weights);

  /** Brings the gradients from state t + 1 to state t. */
  abstract void backward(int t);

  /** Adds the gradients of the recurrent weights, and of peepholes. */
  abstract void addToRecurrent(Weights gradient);

  /** Adds the gradients of the weights, and writes that of the input. */
  final void finish(Weights weights, Weights gradient, INDArray inputGradient) {
    addToRecurrent(gradient);
    input.finish(weights, gradient, inputGradient);
  }

  final GateInput input() {
    return input;
  }

  final boolean isPresent(int t, int sequence) {
    return mask.at(t, sequence);
  }

  /** Rows of all steps of the last way forward. */
  final int rows() {
    return mask.steps() * minibatch;
  }

  /**
   * Room for the sums of so many gates at each step. Training leaves the gates there on the way
   * forward, and the gradients of the sums on the way back; without training, and without products
   * of the input, there is nothing to keep.
   */
  final NativeRows sums(int gates) {
    return new NativeRows(
        keepsOne() ? minibatch : (long) frame.geometry().time() * minibatch, gates * hidden);
  }

  /** The row of the sums, or of anything else that has such rows, of a sequence at a step. */
  final int place(int t, int b) {
    return (keepsOne() ? 0 : t * minibatch) + b;
  }

  private boolean keepsOne() {
    return frame.geometry().readsIds() && !frame.training();
  }

  final boolean isTraining() {
    return frame.training();
  }

  final StepWeights weights(int gates) {
    return new StepWeights(frame.geometry(), gates, frame.training(), frame.queue());
  }
}
