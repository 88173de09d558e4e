package org.ravel.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Dense layers before the softmax or CRF.
 *
 * @param sizes units of each; empty for no such layer
 * @param activation what each makes of its sums
 */
public record DenseConfig(List<Integer> sizes, ActivationKind activation) {

  /** What a unit makes of its sum. */
  public enum ActivationKind {
    /** Hyperbolic tangent. */
    TANH,
    /** Rectifier: the sum where it is positive, else 0. */
    RELU,
    /** Logistic function. */
    SIGMOID,
    /** The sum. */
    IDENTITY
  }

  public DenseConfig {
    Require.present("model.dense.sizes", sizes);
    Require.that(
        sizes.size() <= ModelConfig.MOST_LAYERS,
        "model.dense.sizes",
        "a list of " + sizes.size(),
        "be a list of %d at most".formatted(ModelConfig.MOST_LAYERS));
    for (Integer size : sizes) {
      Require.that(
          size != null && size >= 1 && size <= ModelConfig.MOST_UNITS,
          "model.dense.sizes",
          sizes,
          "be a list of numbers of units, each from 1 to %,d".formatted(ModelConfig.MOST_UNITS));
    }
    Require.present("model.dense.activation", activation);
    sizes = List.copyOf(sizes);
  }

  /** The layers in words, such as {@code dense 80 tanh}. */
  String summary() {
    return "dense %s %s"
        .formatted(
            sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            ConfigNames.of(activation));
  }
}
