package org.ravel.config;

/**
 * The rule that turns gradients into steps.
 *
 * @param learningRate the rate before the schedule is applied
 * @param momentum of {@code nesterov}, at the end of its growth
 * @param momentumGrowthSteps steps of {@code nesterov} after which its momentum grows, again and
 *     again; 0 for one that is the same always
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
    int momentumGrowthSteps,
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
    Require.atLeast(0, "training.updater.momentum-growth-steps", momentumGrowthSteps);
    if (momentumGrowthSteps > 0) {
      new Condition("training.updater.momentum-growth-steps > 0")
          .requireOnly(Kind.NESTEROV, "training.updater.name", name);
    }
    Require.fraction("training.updater.decay", decay);
    Require.fraction("training.updater.beta1", beta1);
    Require.fraction("training.updater.beta2", beta2);
    Require.positive("training.updater.epsilon", epsilon);
    Require.notNegative("training.updater.weight-decay", weightDecay);
  }
}
