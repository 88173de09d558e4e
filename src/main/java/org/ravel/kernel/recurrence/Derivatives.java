package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Back through squashing functions, from what they gave. */
final class Derivatives {
  private Derivatives() {}

  /** gradient ⊙ s ⊙ (1 − s), for s = sigmoid(a). */
  static INDArray sigmoid(INDArray gradient, INDArray s) {
    return gradient.mul(s).muli(s.rsub(1));
  }

  /** gradient ⊙ (1 − t²), for t = tanh(a). */
  static INDArray tanh(INDArray gradient, INDArray t) {
    return gradient.mul(t.mul(t).rsubi(1));
  }
}
