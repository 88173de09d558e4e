package org.ravel.evaluation;

import java.util.List;

/** Averages of F1 over labels. */
final class LabelAverages {
  private LabelAverages() {}

  /** The mean of the labels' F1, each label counting the same; 0 without any. */
  static double macroF1(List<LabelMatches> labels) {
    return labels.stream().mapToDouble(label -> label.matches().f1()).average().orElse(0);
  }

  /** F1 of all labels' counts together. */
  static double microF1(List<LabelMatches> labels) {
    return total(labels).f1();
  }

  /** How large the share of the targets is that are a label. */
  static double share(String name, List<LabelMatches> labels, long targets) {
    long gold =
        labels.stream()
            .filter(label -> label.name().equals(name))
            .mapToLong(label -> label.matches().gold())
            .sum();
    return (double) gold / targets;
  }

  static Matches total(List<LabelMatches> labels) {
    return labels.stream().map(LabelMatches::matches).reduce(Matches.NONE, Matches::plus);
  }
}
