package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One step of a cell on ND4J's operations; keeps what its backward pass needs. */
interface PortableStep {
  /**
   * The state after the step.
   *
   * @param projected input and bias of all gates, shape [minibatch, gates · hidden]; may be changed
   */
  State forward(INDArray projected, State previous, Weights weights);

  /**
   * The gradient with respect to the previous state. Adds to the gradients of the recurrent
   * weights, the peepholes, and a bias that is not {@code projected}'s.
   *
   * @param after the gradient with respect to the state after the step
   * @param projected written: the gradient with respect to {@code projected} of the forward pass
   */
  State backward(State after, Weights weights, Weights gradient, INDArray projected);

  /** A step of this kind of cell. */
  static PortableStep of(Cell cell) {
    return switch (cell) {
      case LSTM -> new LstmStep();
      case GRU_RESET_BEFORE -> new ResetBeforeStep();
      case GRU_RESET_AFTER -> new ResetAfterStep();
      case ELMAN_TANH -> new ElmanStep(false);
      case ELMAN_RELU -> new ElmanStep(true);
    };
  }
}
