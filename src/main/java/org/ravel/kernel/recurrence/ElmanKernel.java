package org.ravel.kernel.recurrence;

import static org.ravel.kernel.Pointwise.rectify;
import static org.ravel.kernel.Pointwise.tanh;
import static org.ravel.kernel.Pointwise.throughRectifier;
import static org.ravel.kernel.Pointwise.throughTanh;

import java.util.Arrays;
import java.util.List;

/** See {@link Cell#ELMAN_TANH} and {@link Cell#ELMAN_RELU}. */
final class ElmanKernel extends CellKernel {
  private final boolean rectified;
  private final NativeRows sums;
  private final StepWeights recurrent;
  private final float[] row;
  private final float[] state;
  private final float[] ones;

  ElmanKernel(Frame frame) {
    super(frame);
    rectified = frame.geometry().cell() == Cell.ELMAN_RELU;
    sums = sums(1);
    recurrent = weights(1);
    row = new float[hidden];
    state = new float[hidden];
    ones = new float[hidden];
    Arrays.fill(ones, 1);
  }

  @Override
  List<GateInput.GateBlock> inputBlocks() {
    return List.of(new GateInput.GateBlock(sums, 0, 1));
  }

  @Override
  void readOnward(Weights weights) {
    recurrent.readOnward(weights.recurrent());
  }

  @Override
  void forward(int t) {
    recurrent.multiply(states.matrix(t), input().isInSums(), sums.from(place(t, 0)));
    forwardRows(t);
  }

  @Override
  void forwardRow(int t, int b) {
    sums.get(place(t, b), 0, row, 0, hidden);
    input().add(t * minibatch + b, 0, row, 0, hidden);
    squash(states.hidden(t + 1), b * stride);
  }

  private void squash(float[] into, int offset) {
    System.arraycopy(row, 0, into, offset, hidden);
    if (rectified) {
      rectify(into, offset, hidden);
    } else {
      tanh(into, offset, hidden);
    }
  }

  @Override
  void startBack(Weights weights) {
    recurrent.readBack(weights.recurrent());
  }

  @Override
  void backward(int t) {
    for (int b = 0; b < minibatch; b++) {
      Arrays.fill(row, 0);
      if (isPresent(t, b)) {
        backwardRow(t, b);
      }
      sums.put(place(t, b), 0, row, 0, hidden);
    }
    recurrent.multiplyBack(sums.from(place(t, 0)), gradients.product());
    gradients.addProduct();
  }

  private void backwardRow(int t, int b) {
    int k = b * stride;
    float[] toState = gradients.hidden();
    states.copyHidden(t + 1, b, state);
    if (rectified) {
      throughRectifier(row, 0, toState, k, state, 0, hidden);
    } else {
      throughTanh(row, 0, toState, k, ones, 0, state, 0, hidden);
    }
    Arrays.fill(toState, k, k + hidden, 0);
    input().addGradient(t * minibatch + b, row, 0);
  }

  @Override
  void addToRecurrent(Weights gradient) {
    recurrent.addToGradient(states.matrix(0), sums.from(0), rows(), gradient.recurrent());
  }
}
