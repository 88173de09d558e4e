package org.ravel.kernel.recurrence;

import static org.ravel.kernel.recurrence.Weights.block;
import static org.ravel.kernel.recurrence.Weights.blocks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** u, r = σ(W x + U h₋₁ + b), n = tanh(W x + b + r⊙(U h₋₁ + b′)), h = u⊙h₋₁ + (1−u)⊙n. */
final class ResetAfterStep implements PortableStep {
  private INDArray before;
  private INDArray update;
  private INDArray reset;
  private INDArray recurrent;
  private INDArray candidate;

  @Override
  public State forward(INDArray projected, State previous, Weights weights) {
    before = previous.hidden();
    long hidden = before.size(1);
    INDArray product = before.mmul(weights.recurrent());
    INDArray gates = blocks(product, 0, 2, hidden).add(blocks(projected, 0, 2, hidden));
    update = Transforms.sigmoid(block(gates, 0, hidden), true);
    reset = Transforms.sigmoid(block(gates, 1, hidden), true);
    recurrent = block(product, 2, hidden).addRowVector(block(weights.bias(), 3, hidden));
    candidate = Transforms.tanh(reset.mul(recurrent).addi(block(projected, 2, hidden)), false);
    return new State(candidate.add(update.mul(before.sub(candidate))), null);
  }

  @Override
  public State backward(State after, Weights weights, Weights gradient, INDArray projected) {
    long hidden = before.size(1);
    INDArray toCandidate = Derivatives.tanh(after.hidden().mul(update.rsub(1)), candidate);
    block(projected, 0, hidden)
        .assign(Derivatives.sigmoid(after.hidden().mul(before.sub(candidate)), update));
    block(projected, 1, hidden).assign(Derivatives.sigmoid(toCandidate.mul(recurrent), reset));
    INDArray toProduct = projected.dup();
    block(toProduct, 2, hidden).assign(toCandidate.mul(reset));
    block(projected, 2, hidden).assign(toCandidate);
    block(gradient.bias(), 3, hidden).addi(block(toProduct, 2, hidden).sum(true, 0));
    gradient.recurrent().addi(before.transpose().mmul(toProduct));
    INDArray toPrevious =
        toProduct.mmul(weights.recurrent().transpose()).addi(after.hidden().mul(update));
    return new State(toPrevious, null);
  }
}
