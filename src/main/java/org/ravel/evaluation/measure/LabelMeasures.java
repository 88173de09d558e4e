package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What a model came to whose answers are labels: right or wrong. */
public sealed interface LabelMeasures extends Measures permits Labels, Classes, TreeLabels {
  /** Targets whose label is right. */
  long right();

  /** Targets whose true label training did not have: they count as wrong, and have no loss. */
  long unknown();

  /** Sum of the other targets' negative log-likelihoods. */
  double nats();

  /** The label that training has most often: what the first of the baselines always gives. */
  String mostFrequent();

  /** What counts of the training split come to on the same targets. */
  List<Baseline> baselines();

  /**
   * Labels that take no model.
   *
   * @param right targets whose label is right
   * @param differenceError standard error of the model's accuracy less the baseline's, from both on
   *     the same sequences; null with fewer than two of them
   */
  record Baseline(String name, long right, Double differenceError) implements Serializable {}

  /** Targets of certain kinds by themselves; those of all kinds are not among them. */
  default List<Part> parts() {
    return List.of();
  }

  /**
   * Targets of one kind.
   *
   * @param right those whose label is right
   * @param baselines on the same targets
   */
  record Part(String name, long targets, long right, List<Baseline> baselines)
      implements Serializable {
    /** What the figure that has a part's accuracy is called. */
    public static String figure(String part) {
      return "accuracy of " + part;
    }

    /** Share of the targets that are right. */
    public double accuracy() {
      return (double) right / targets;
    }
  }

  /** Labels that are true or predicted anywhere. */
  List<LabelMatches> byLabel();

  /** Sequences by their length, the shortest first; none where targets are no steps' or wholes'. */
  default List<LengthMatches> byLength() {
    return List.of();
  }

  /**
   * The greatest length up to which each sequence is right; see {@link LengthMatches#rightUpTo}.
   */
  default OptionalInt rightUpTo() {
    return LengthMatches.rightUpTo(byLength());
  }

  /** The most frequent mistakes. */
  List<ConfusedPair> confusions();

  /** How often each label was given where each was true, as far as it can be shown. */
  ConfusionMatrix matrix();

  /** What the model is most wrong about, the worst one first. */
  List<WorstExample> worst();

  /** The F1 of spans, where there are any, and the accuracy. */
  @Override
  default Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    if (!spansByType().isEmpty()) {
      course.put("span F1", Matches.total(spansByType()).f1());
    }
    course.put("accuracy", accuracy());
    return course;
  }

  /** Spans, where the labels are labels of spans; else empty. */
  default List<LabelMatches> spansByType() {
    return List.of();
  }

  @Override
  default double loss() {
    return nats() / (targets() - unknown());
  }

  /** Share of the targets that are right. */
  default double accuracy() {
    return (double) right() / targets();
  }

  /** The mean of the labels' F1, each label counting the same; 0 without any. */
  default double macroF1() {
    return byLabel().stream().mapToDouble(label -> label.matches().f1()).average().orElse(0);
  }

  /** F1 of all labels' counts together. */
  default double microF1() {
    return Matches.total(byLabel()).f1();
  }
}
