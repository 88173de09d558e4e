package org.ravel.kernel.recurrence;

import static org.ravel.kernel.recurrence.Weights.block;
import static org.ravel.kernel.recurrence.Weights.blocks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** u, r = σ(W x + U h₋₁ + b), n = tanh(W x + U (r⊙h₋₁) + b), h = u⊙h₋₁ + (1−u)⊙n. */
final class ResetBeforeStep implements PortableStep {
  private INDArray before;
  private INDArray update;
  private INDArray reset;
  private INDArray kept;
  private INDArray candidate;

  @Override
  public State forward(INDArray projected, State previous, Weights weights) {
    before = previous.hidden();
    long hidden = before.size(1);
    INDArray gates =
        before
            .mmul(blocks(weights.recurrent(), 0, 2, hidden))
            .addi(blocks(projected, 0, 2, hidden));
    update = Transforms.sigmoid(block(gates, 0, hidden), true);
    reset = Transforms.sigmoid(block(gates, 1, hidden), true);
    kept = reset.mul(before);
    candidate =
        Transforms.tanh(
            kept.mmul(block(weights.recurrent(), 2, hidden)).addi(block(projected, 2, hidden)),
            false);
    return new State(candidate.add(update.mul(before.sub(candidate))), null);
  }

  @Override
  public State backward(State after, Weights weights, Weights gradient, INDArray projected) {
    long hidden = before.size(1);
    INDArray toCandidate = Derivatives.tanh(after.hidden().mul(update.rsub(1)), candidate);
    INDArray toKept = toCandidate.mmul(block(weights.recurrent(), 2, hidden).transpose());
    block(projected, 0, hidden)
        .assign(Derivatives.sigmoid(after.hidden().mul(before.sub(candidate)), update));
    block(projected, 1, hidden).assign(Derivatives.sigmoid(toKept.mul(before), reset));
    block(projected, 2, hidden).assign(toCandidate);
    INDArray toGates = blocks(projected, 0, 2, hidden);
    blocks(gradient.recurrent(), 0, 2, hidden).addi(before.transpose().mmul(toGates));
    block(gradient.recurrent(), 2, hidden).addi(kept.transpose().mmul(toCandidate));
    INDArray toPrevious =
        toGates
            .mmul(blocks(weights.recurrent(), 0, 2, hidden).transpose())
            .addi(after.hidden().mul(update))
            .addi(toKept.mul(reset));
    return new State(toPrevious, null);
  }
}
