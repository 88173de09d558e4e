package org.ravel.kernel.recurrence;

import static org.ravel.kernel.Pointwise.addProduct;
import static org.ravel.kernel.Pointwise.addThroughTanh;
import static org.ravel.kernel.Pointwise.multiply;
import static org.ravel.kernel.Pointwise.sigmoid;
import static org.ravel.kernel.Pointwise.tanh;
import static org.ravel.kernel.Pointwise.throughSigmoid;
import static org.ravel.kernel.Pointwise.throughTanh;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.ravel.kernel.Address;

/** See {@link Cell#LSTM}; with peepholes, i and f see p⊙c₋₁, and o sees p⊙c. */
final class LstmKernel extends CellKernel {
  private final NativeRows sums;
  private final StepWeights recurrent;

  /** Gates of a sequence at a step: i, f, g, o. */
  private final float[] gates;

  private final float[] squashed;

  /** Gradients of their sums. */
  private final float[] row;

  /** Null without. */
  private final float[] peepholes;

  private final float[] peepholeGradients;

  LstmKernel(Frame frame) {
    super(frame);
    sums = sums(4);
    recurrent = weights(4);
    gates = new float[4 * hidden];
    squashed = new float[hidden];
    row = new float[4 * hidden];
    boolean sees = frame.geometry().peepholes();
    peepholes = sees ? new float[3 * hidden] : null;
    peepholeGradients = sees ? new float[3 * hidden] : null;
  }

  @Override
  List<GateInput.GateBlock> inputBlocks() {
    return List.of(new GateInput.GateBlock(sums, 0, 4));
  }

  @Override
  void readOnward(Weights weights) {
    recurrent.readOnward(weights.recurrent());
    if (peepholes != null) {
      new FloatPointer(Address.of(weights.peepholes())).get(peepholes);
    }
  }

  @Override
  void forward(int t) {
    recurrent.multiply(states.matrix(t), input().isInSums(), sums.from(place(t, 0)));
    forwardRows(t);
  }

  @Override
  void forwardRow(int t, int b) {
    int n = hidden;
    int k = b * stride;
    float[] a = gates;
    float[] before = states.memory(t);
    float[] after = states.memory(t + 1);
    sums.get(place(t, b), 0, a, 0, 4 * n);
    input().add(t * minibatch + b, 0, a, 0, 4 * n);
    if (peepholes != null) {
      addProduct(a, 0, peepholes, 0, before, k, n);
      addProduct(a, n, peepholes, n, before, k, n);
    }
    sigmoid(a, 0, 2 * n);
    tanh(a, 2 * n, n);
    multiply(after, k, a, n, before, k, n);
    addProduct(after, k, a, 0, a, 2 * n, n);
    if (peepholes != null) {
      addProduct(a, 3 * n, peepholes, 2 * n, after, k, n);
    }
    sigmoid(a, 3 * n, n);
    squash(after, k);
    multiply(states.hidden(t + 1), k, a, 3 * n, squashed, 0, n);
    if (isTraining()) {
      sums.put(place(t, b), 0, a, 0, 4 * n);
    }
  }

  private void squash(float[] memory, int k) {
    System.arraycopy(memory, k, squashed, 0, hidden);
    tanh(squashed, 0, hidden);
  }

  @Override
  void startBack(Weights weights) {
    recurrent.readBack(weights.recurrent());
    if (peepholes != null) {
      Arrays.fill(peepholeGradients, 0);
    }
  }

  @Override
  void backward(int t) {
    for (int b = 0; b < minibatch; b++) {
      if (isPresent(t, b)) {
        backwardRow(t, b);
        input().addGradient(t * minibatch + b, row, 0);
      } else {
        Arrays.fill(row, 0);
      }
      sums.put(place(t, b), 0, row, 0, 4 * hidden);
    }
    recurrent.multiplyBack(sums.from(place(t, 0)), gradients.product());
    gradients.addProduct();
  }

  /** Leaves the gradients of the sums in {@link #row}. */
  private void backwardRow(int t, int b) {
    int n = hidden;
    int k = b * stride;
    float[] a = gates;
    float[] before = states.memory(t);
    float[] after = states.memory(t + 1);
    float[] toHidden = gradients.hidden();
    float[] toMemory = gradients.memory();
    sums.get(place(t, b), 0, a, 0, 4 * n);
    squash(after, k);
    throughSigmoid(row, 3 * n, toHidden, k, squashed, 0, a, 3 * n, n);
    addThroughTanh(toMemory, k, toHidden, k, a, 3 * n, squashed, 0, n);
    if (peepholes != null) {
      addProduct(toMemory, k, peepholes, 2 * n, row, 3 * n, n);
    }
    throughSigmoid(row, 0, toMemory, k, a, 2 * n, a, 0, n);
    throughSigmoid(row, n, toMemory, k, before, k, a, n, n);
    throughTanh(row, 2 * n, toMemory, k, a, 0, a, 2 * n, n);
    multiply(toMemory, k, toMemory, k, a, n, n);
    if (peepholes != null) {
      addProduct(toMemory, k, peepholes, 0, row, 0, n);
      addProduct(toMemory, k, peepholes, n, row, n, n);
      addProduct(peepholeGradients, 0, row, 0, before, k, n);
      addProduct(peepholeGradients, n, row, n, before, k, n);
      addProduct(peepholeGradients, 2 * n, row, 3 * n, after, k, n);
    }
    Arrays.fill(toHidden, k, k + n, 0);
  }

  @Override
  void addToRecurrent(Weights gradient) {
    recurrent.addToGradient(states.matrix(0), sums.from(0), rows(), gradient.recurrent());
    if (peepholes != null) {
      Address.add(
          peepholeGradients, 0, new FloatPointer(Address.of(gradient.peepholes())), 3 * hidden);
    }
  }
}
