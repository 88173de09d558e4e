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
   * @param sets how many sequences have a set of labels; 0 where each target is one label
   * @throws ConfigurationException if one is given for a label that there is not
   */
  static double[] of(
      ClassWeightsConfig config, String[] labels, Supplier<long[]> counts, long sets) {
    return switch (config.rule()) {
      case NONE -> null;
      case BALANCED -> sets > 0 ? balanced(counts.get(), sets) : balanced(counts.get());
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

  /**
   * Sequences without the label / sequences with it: both together count the same. This is {@code
   * pos_weight} as the documentation of PyTorch's {@code BCEWithLogitsLoss} proposes it. A label
   * that all or no sequences have counts 1.
   */
  private static double[] balanced(long[] counts, long sets) {
    return LongStream.of(counts)
        .mapToDouble(count -> count == 0 || count == sets ? 1 : (sets - count) / (double) count)
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
