package org.ravel.config;

/**
 * The rule that turns gradients into steps.
 *
 * @param learningRate the rate before the schedule is applied
 * @param momentum of {@code nesterov}
 * @param decay of {@code rmsprop}'s mean square
 * @param beta1 decay of {@code adam}'s first moment
 * @param beta2 decay of {@code adam}'s second moment
 * @param epsilon added to the denominator of {@code rmsprop} and {@code adam}
 * @param weightDecay share of each weight that a step takes from it, times the learning rate
 */
public record UpdaterConfig(
    Kind name,
    double learningRate,
    double momentum,
    double decay,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay) {

  /** The updaters. */
  public enum Kind {
    /** Plain stochastic gradient descent. */
    SGD,
    /** Momentum in the form of Nesterov (1983). */
    NESTEROV,
    /** RMSProp (Tieleman and Hinton 2012). */
    RMSPROP,
    /** Adam (Kingma and Ba 2015). */
    ADAM
  }

  public UpdaterConfig {
    Require.present("training.updater.name", name);
    Require.positive("training.updater.learning-rate", learningRate);
    Require.fraction("training.updater.momentum", momentum);
    Require.fraction("training.updater.decay", decay);
    Require.fraction("training.updater.beta1", beta1);
    Require.fraction("training.updater.beta2", beta2);
    Require.positive("training.updater.epsilon", epsilon);
    Require.notNegative("training.updater.weight-decay", weightDecay);
  }
}
