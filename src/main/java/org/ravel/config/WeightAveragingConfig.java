package org.ravel.config;

/**
 * Which mean of the parameters over the rounds of a training is measured and published.
 *
 * @param name the mean
 * @param start share of the epochs after which it begins; null for the mean's own default
 * @param decay of {@code exponential}, by which a minibatch lessens the weight of all before it
 */
public record WeightAveragingConfig(WeightMean name, Double start, double decay) {
  /** Where stochastic weight averaging begins, after Izmailov et al. */
  private static final double TAIL_START = 0.75;

  /** The means. */
  public enum WeightMean {
    /** None: the parameters of the last round. */
    NONE,
    /** All rounds of the last part count the same. */
    TAIL,
    /** The later a round, the more it counts. */
    EXPONENTIAL
  }

  public WeightAveragingConfig {
    Require.present("training.weight-averaging.name", name);
    if (start != null) {
      Require.fraction("training.weight-averaging.start", start);
    }
    Require.that(
        decay > 0 && decay < 1, "training.weight-averaging.decay", decay, "be above 0 and below 1");
  }

  /** Whether there is a mean. */
  public boolean isOn() {
    return name != WeightMean.NONE;
  }

  /** Share of the epochs after which the mean begins. */
  public double startShare() {
    return start != null ? start : name == WeightMean.TAIL ? TAIL_START : 0;
  }

  /** The mean in words, such as {@code mean after 0.75 of the epochs}. */
  public String summary() {
    String epochs =
        startShare() == 0 ? "over all epochs" : "after %s of the epochs".formatted(startShare());
    return switch (name) {
      case NONE -> "none";
      case TAIL -> "mean " + epochs;
      case EXPONENTIAL -> "exponential mean %s, %s a minibatch".formatted(epochs, decay);
    };
  }

  /** By how much a minibatch lessens the weight of those before it; 1 for not at all. */
  public double decayPerMinibatch() {
    return name == WeightMean.EXPONENTIAL ? decay : 1;
  }
}
