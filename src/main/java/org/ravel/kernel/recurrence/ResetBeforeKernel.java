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
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * See {@link Cell#GRU_RESET_BEFORE}. The candidate's product waits for the reset gate, so that a
 * step has two products each way. A row of gates is u, r, n.
 */
final class ResetBeforeKernel extends CellKernel {
  /** u and r. */
  private final NativeRows sums;

  private final NativeRows candidates;

  /** r⊙h₋₁, as {@link States#matrix} holds h₋₁. */
  private final NativeRows kept;

  private final NativeRows keptGradients;
  private final StepWeights gateWeights;
  private final StepWeights candidateWeights;

  /** Of a sequence at a step. */
  private final float[] gates;

  private final float[] before;
  private final float[] row;

  /** Of all sequences at a step. */
  private final float[] gateGradients;

  ResetBeforeKernel(Frame frame) {
    super(frame);
    sums = sums(2);
    candidates = sums(1);
    boolean training = frame.training();
    kept = sums(1);
    keptGradients = training ? new NativeRows(minibatch, hidden) : null;
    gateWeights = weights(2);
    candidateWeights = weights(1);
    gates = new float[3 * hidden];
    before = new float[hidden];
    row = new float[hidden];
    gateGradients = training ? new float[minibatch * 3 * hidden] : null;
  }

  @Override
  List<GateInput.GateBlock> inputBlocks() {
    return List.of(new GateInput.GateBlock(sums, 0, 2), new GateInput.GateBlock(candidates, 2, 1));
  }

  private INDArray ofGates(Weights weights) {
    return Weights.blocks(weights.recurrent(), 0, 2, hidden);
  }

  private INDArray ofCandidate(Weights weights) {
    return Weights.block(weights.recurrent(), 2, hidden);
  }

  @Override
  void readOnward(Weights weights) {
    gateWeights.readOnward(ofGates(weights));
    candidateWeights.readOnward(ofCandidate(weights));
  }

  @Override
  void forward(int t) {
    gateWeights.multiply(states.matrix(t), input().isInSums(), sums.from(place(t, 0)));
    for (int b = 0; b < minibatch; b++) {
      if (isPresent(t, b)) {
        openGates(t, b);
      }
    }
    candidateWeights.multiply(
        kept.from(place(t, 0)), input().isInSums(), candidates.from(place(t, 0)));
    forwardRows(t);
  }

  private void openGates(int t, int b) {
    int n = hidden;
    sums.get(place(t, b), 0, gates, 0, 2 * n);
    input().add(t * minibatch + b, 0, gates, 0, 2 * n);
    sigmoid(gates, 0, 2 * n);
    // Back to where it can be read again, after the product.
    sums.put(place(t, b), 0, gates, 0, 2 * n);
    multiply(row, 0, gates, n, states.hidden(t), b * stride, n);
    kept.put(place(t, b), 0, row, 0, n);
  }

  @Override
  void forwardRow(int t, int b) {
    int n = hidden;
    int k = b * stride;
    sums.get(place(t, b), 0, gates, 0, n);
    candidates.get(place(t, b), 0, gates, 2 * n, n);
    input().add(t * minibatch + b, 2 * n, gates, 2 * n, n);
    tanh(gates, 2 * n, n);
    mix(states.hidden(t + 1), k, gates, 0, states.hidden(t), k, gates, 2 * n, n);
    if (isTraining()) {
      candidates.put(place(t, b), 0, gates, 2 * n, n);
    }
  }

  @Override
  void startBack(Weights weights) {
    gateWeights.readBack(ofGates(weights));
    candidateWeights.readBack(ofCandidate(weights));
  }

  @Override
  void backward(int t) {
    Arrays.fill(gateGradients, 0);
    for (int b = 0; b < minibatch; b++) {
      if (isPresent(t, b)) {
        throughUpdateOf(t, b);
      }
      candidates.put(place(t, b), 0, gateGradients, b * 3 * hidden + 2 * hidden, hidden);
    }
    candidateWeights.multiplyBack(candidates.from(place(t, 0)), keptGradients.from(0));
    for (int b = 0; b < minibatch; b++) {
      if (isPresent(t, b)) {
        throughReset(t, b);
      }
      sums.put(place(t, b), 0, gateGradients, b * 3 * hidden, 2 * hidden);
    }
    gateWeights.multiplyBack(sums.from(place(t, 0)), gradients.product());
    gradients.addProduct();
  }

  /** To the sums of u and n. */
  private void throughUpdateOf(int t, int b) {
    int n = hidden;
    int k = b * stride;
    int first = b * 3 * n;
    float[] toState = gradients.hidden();
    sums.get(place(t, b), 0, gates, 0, n);
    candidates.get(place(t, b), 0, gates, 2 * n, n);
    states.copyHidden(t, b, before);
    throughUpdate(gateGradients, first, toState, k, before, 0, gates, 2 * n, gates, 0, n);
    throughCandidate(gateGradients, first + 2 * n, toState, k, gates, 0, gates, 2 * n, n);
  }

  /** To the sum of r, and to the state before: directly, and through what was kept of it. */
  private void throughReset(int t, int b) {
    int n = hidden;
    int k = b * stride;
    int first = b * 3 * n;
    float[] toState = gradients.hidden();
    sums.get(place(t, b), 0, gates, 0, 2 * n);
    states.copyHidden(t, b, before);
    keptGradients.get(b, 0, row, 0, n);
    throughSigmoid(gateGradients, first + n, row, 0, before, 0, gates, n, n);
    multiply(toState, k, toState, k, gates, 0, n);
    addProduct(toState, k, row, 0, gates, n, n);
    input().addGradient(t * minibatch + b, gateGradients, first);
  }

  @Override
  void addToRecurrent(Weights gradient) {
    gateWeights.addToGradient(states.matrix(0), sums.from(0), rows(), ofGates(gradient));
    candidateWeights.addToGradient(kept.from(0), candidates.from(0), rows(), ofCandidate(gradient));
  }
}
