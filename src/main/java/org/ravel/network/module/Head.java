package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Steps;

/** The end of a network: what activations are worth against targets. Belongs to one thread. */
public interface Head extends AutoCloseable {

  /**
   * Measures, and runs back: adds the gradients of the parameters to those that are there.
   *
   * @param input of the last module
   * @param targets as many steps and rows as the input; those after a row's end do not count
   * @param scale of all gradients, such as 1 / targets that count
   */
  Result train(Activations input, Steps targets, double scale);

  /**
   * The same, where targets count differently.
   *
   * @param classWeights by id: nats and gradients of a target, or of a member of a set, are
   *     multiplied by its weight
   * @throws IllegalArgumentException if the head cannot weigh its targets
   */
  default Result train(Activations input, Steps targets, double scale, double[] classWeights) {
    throw new IllegalArgumentException("a head without classes has no weights of classes");
  }

  /**
   * What a batch comes to.
   *
   * @param nats summed over the targets that count, not scaled
   * @param inputGradient of the input's shape, scaled
   */
  record Result(double nats, INDArray inputGradient) {}

  /** Frees native memory. */
  @Override
  default void close() {}
}
