package org.ravel.updater;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.FloatBlocks;

/**
 * Makes a step of a gradient, in one walk over all arrays at the speed of memory. Each rounding is
 * the one of ND4J's operation of that name.
 */
public sealed interface Updater extends Serializable permits Sgd, Nesterov, RmsProp, Adam {

  /** How many numbers it keeps for each parameter. */
  int arrays();

  /**
   * The step in one piece of the arrays: of the gradient, which becomes what is subtracted from the
   * parameters, and of those that the updater keeps.
   */
  FloatBlocks.Step change(double rate, int iteration);

  /** Numbers of its state. */
  default long stateNumbers(long parameters) {
    return arrays() * parameters;
  }

  /**
   * Moves the parameters, and sets the gradient to zero.
   *
   * @param state one array after another, each of as many numbers as there are parameters; null for
   *     an updater without one
   * @param rate the learning rate
   * @param iteration steps since the state was zero
   */
  default void step(
      INDArray parameters, INDArray gradient, INDArray state, double rate, int iteration) {
    FloatBlocks.Step change = change(rate, iteration);
    FloatBlocks.change(
        (pieces, length) -> {
          change.run(pieces, length);
          subtract(pieces[pieces.length - 1], pieces[0], length);
        },
        arrays(parameters, gradient, state));
  }

  private INDArray[] arrays(INDArray parameters, INDArray gradient, INDArray state) {
    long length = parameters.length();
    INDArray[] all = new INDArray[arrays() + 2];
    all[0] = gradient.reshape(length);
    for (int i = 0; i < arrays(); i++) {
      all[i + 1] =
          state.reshape(state.length()).get(NDArrayIndex.interval(i * length, (i + 1) * length));
    }
    all[all.length - 1] = parameters.reshape(length);
    return all;
  }

  private static void subtract(float[] parameters, float[] step, int length) {
    for (int i = 0; i < length; i++) {
      parameters[i] -= step[i];
      step[i] = 0;
    }
  }
}
