package org.ravel.training;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.ravel.config.ClassWeightsConfig;
import org.ravel.error.ConfigurationException;

/** How much each label counts in training, by its id. */
final class ClassWeights {
  /** Labels that a message names, at most. */
  private static final int SHOWN = 20;

  private ClassWeights() {}

  /**
   * The weights that the configuration asks for; null where all labels count the same.
   *
   * @param labels in the order of their ids
   * @param counts how often each is a target in the training split
   * @throws ConfigurationException if one is given for a label that there is not
   */
  static double[] of(ClassWeightsConfig config, String[] labels, Supplier<long[]> counts) {
    return switch (config.rule()) {
      case NONE -> null;
      case BALANCED -> balanced(counts.get());
      case GIVEN -> given(config.given(), labels);
    };
  }

  /**
   * targets / (labels · targets of the label), as scikit-learn has it (King and Zeng 2001): the
   * mean over the targets is 1. A label without a target does not matter.
   */
  private static double[] balanced(long[] counts) {
    double all = LongStream.of(counts).sum();
    long present = LongStream.of(counts).filter(count -> count > 0).count();
    return LongStream.of(counts)
        .mapToDouble(count -> count == 0 ? 1 : all / (present * (double) count))
        .toArray();
  }

  private static double[] given(Map<String, Double> given, String[] labels) {
    for (String label : given.keySet()) {
      if (!Arrays.asList(labels).contains(label)) {
        throw new ConfigurationException(
            "training.class-weights.given has a weight for %s, which is no label of the training split; its labels are %s%s"
                .formatted(
                    label,
                    String.join(", ", Arrays.asList(labels).subList(0, shown(labels))),
                    labels.length > SHOWN ? ", …" : ""));
      }
    }
    return Arrays.stream(labels).mapToDouble(label -> given.getOrDefault(label, 1.0)).toArray();
  }

  private static int shown(String[] labels) {
    return Math.min(SHOWN, labels.length);
  }
}
