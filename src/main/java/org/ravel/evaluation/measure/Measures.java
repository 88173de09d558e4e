package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model came to on a split, by the kind of its task. */
public sealed interface Measures extends Serializable
    permits Text, LabelMeasures, LabelSets, Recognition, Decoded, Captioned, Forecasts, Regression {

  /** What a target is, such as {@code token}. */
  String target();

  /** Number of targets. */
  long targets();

  /** Mean negative log-likelihood in nats per target; not a number if a loss is none. */
  double loss();

  /** What a person asks first, the most important one first. */
  List<Figure> figures();

  /**
   * What a training is followed by beside the loss, the most important one first; none where the
   * loss says it all.
   */
  default Map<String, Double> course() {
    return Map.of();
  }

  /** The figure of a name. */
  default Optional<Figure> figure(String name) {
    return figures().stream().filter(figure -> figure.name().equals(name)).findFirst();
  }
}
