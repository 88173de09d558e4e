package org.ravel.kernel.recurrence;

import static org.ravel.kernel.Pointwise.addProduct;
import static org.ravel.kernel.Pointwise.mix;
import static org.ravel.kernel.Pointwise.multiply;
import static org.ravel.kernel.Pointwise.sigmoid;
import static org.ravel.kernel.Pointwise.tanh;
import static org.ravel.kernel.Pointwise.throughCandidate;
import static org.ravel.kernel.Pointwise.throughSigmoid;
import static org.ravel.kernel.Pointwise.throughUpdate;

import java.util.Arrays;
import java.util.List;

/**
 * See {@link Cell#GRU_RESET_AFTER}. A row of gates is u, r, n and m = U h₋₁ + b′, the part of the
 * candidate that the reset gate scales.
 */
final class ResetAfterKernel extends CellKernel {
  /** u, r and m: one product with all recurrent weights. */
  private final NativeRows sums;

  /** The input's part of n. */
  private final NativeRows candidates;

  private final StepWeights recurrent;

  /** Of a sequence at a step. */
  private final float[] gates;

  private final float[] before;

  /** Gradients of u, r, n and m. */
  private final float[] row;

  ResetAfterKernel(Frame frame) {
    super(frame);
    sums = sums(3);
    candidates = sums(1);
    recurrent = weights(3);
    gates = new float[4 * hidden];
    before = new float[hidden];
    row = new float[4 * hidden];
  }

  @Override
  List<GateInput.GateBlock> inputBlocks() {
    return List.of(new GateInput.GateBlock(sums, 0, 2), new GateInput.GateBlock(candidates, 2, 1));
  }

  @Override
  void readOnward(Weights weights) {
    recurrent.readOnward(weights.recurrent());
  }

  @Override
  void forward(int t) {
    if (input().isInSums()) {
      sums.clear(place(t, 0), minibatch, 2 * hidden, hidden);
    }
    recurrent.multiply(states.matrix(t), input().isInSums(), sums.from(place(t, 0)));
    forwardRows(t);
  }

  @Override
  void forwardRow(int t, int b) {
    int n = hidden;
    int k = b * stride;
    float[] a = gates;
    sums.get(place(t, b), 0, a, 0, 2 * n);
    sums.get(place(t, b), 2 * n, a, 3 * n, n);
    if (input().isInSums()) {
      candidates.get(place(t, b), 0, a, 2 * n, n);
    } else {
      Arrays.fill(a, 2 * n, 3 * n, 0);
    }
    input().add(t * minibatch + b, 0, a, 0, 4 * n);
    sigmoid(a, 0, 2 * n);
    addProduct(a, 2 * n, a, n, a, 3 * n, n);
    tanh(a, 2 * n, n);
    mix(states.hidden(t + 1), k, a, 0, states.hidden(t), k, a, 2 * n, n);
    if (isTraining()) {
      put(place(t, b), a);
    }
  }

  /** Keeps u, r, n and m, or their gradients. */
  private void put(int place, float[] values) {
    int n = hidden;
    sums.put(place, 0, values, 0, 2 * n);
    sums.put(place, 2 * n, values, 3 * n, n);
    candidates.put(place, 0, values, 2 * n, n);
  }

  @Override
  void startBack(Weights weights) {
    recurrent.readBack(weights.recurrent());
  }

  @Override
  void backward(int t) {
    for (int b = 0; b < minibatch; b++) {
      int place = place(t, b);
      if (isPresent(t, b)) {
        backwardRow(t, b);
        input().addGradient(place, row, 0);
      } else {
        Arrays.fill(row, 0);
      }
      put(place, row);
    }
    recurrent.multiplyBack(sums.from(place(t, 0)), gradients.product());
    gradients.addProduct();
  }

  /** Leaves the gradients in {@link #row}. */
  private void backwardRow(int t, int b) {
    int n = hidden;
    int k = b * stride;
    int place = place(t, b);
    float[] a = gates;
    float[] toState = gradients.hidden();
    sums.get(place, 0, a, 0, 2 * n);
    sums.get(place, 2 * n, a, 3 * n, n);
    candidates.get(place, 0, a, 2 * n, n);
    states.copyHidden(t, b, before);
    throughUpdate(row, 0, toState, k, before, 0, a, 2 * n, a, 0, n);
    throughCandidate(row, 2 * n, toState, k, a, 0, a, 2 * n, n);
    throughSigmoid(row, n, row, 2 * n, a, 3 * n, a, n, n);
    multiply(row, 3 * n, row, 2 * n, a, n, n);
    multiply(toState, k, toState, k, a, 0, n);
  }

  @Override
  void addToRecurrent(Weights gradient) {
    recurrent.addToGradient(states.matrix(0), sums.from(0), rows(), gradient.recurrent());
  }
}
