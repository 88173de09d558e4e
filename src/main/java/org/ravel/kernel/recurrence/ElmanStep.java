package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** h = φ(W x + U h₋₁ + b), φ = tanh or the positive part. */
final class ElmanStep implements PortableStep {
  private final boolean rectified;
  private INDArray before;
  private INDArray output;

  ElmanStep(boolean rectified) {
    this.rectified = rectified;
  }

  @Override
  public State forward(INDArray projected, State previous, Weights weights) {
    before = previous.hidden();
    INDArray sum = projected.add(before.mmul(weights.recurrent()));
    output = rectified ? Transforms.max(sum, 0, false) : Transforms.tanh(sum, false);
    return new State(output, null);
  }

  @Override
  public State backward(State after, Weights weights, Weights gradient, INDArray projected) {
    INDArray sum =
        rectified
            ? after.hidden().mul(output.gt(0).castTo(output.dataType()))
            : Derivatives.tanh(after.hidden(), output);
    projected.assign(sum);
    gradient.recurrent().addi(before.transpose().mmul(sum));
    return new State(sum.mmul(weights.recurrent().transpose()), null);
  }
}
