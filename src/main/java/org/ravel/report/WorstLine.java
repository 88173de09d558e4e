package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ravel.wording.Phrases;

/**
 * A sequence that the model is most wrong about, as a page shows it.
 *
 * @param place the file and the number in the split
 * @param loss of its labels together
 * @param steps what is read
 * @param gold the true class, or set of labels; empty where each step has a label
 * @param predicted the answer's class and its probability, or its set; empty where each step has a
 *     label
 */
record WorstLine(String place, String loss, List<Step> steps, String gold, String predicted) {

  /**
   * A step.
   *
   * @param wrong whether its label is wrong
   * @param labels the true label and the predicted one, where they differ
   */
  record Step(String token, boolean wrong, String labels) {}

  static WorstLine of(LabelFigures.Worst worst) {
    boolean whole = worst.probability() != null;
    return new WorstLine(
        "%s, %s".formatted(worst.source(), Numbers.count(worst.index())),
        Numbers.decimal(worst.loss()),
        steps(worst, whole),
        whole ? worst.gold().get(0) : "",
        whole
            ? "%s, %s".formatted(worst.predicted().get(0), Numbers.percent(worst.probability()))
            : "");
  }

  /** Of a set of labels. */
  static WorstLine ofSet(LabelFigures.Worst worst) {
    return new WorstLine(
        "%s, %s".formatted(worst.source(), Numbers.count(worst.index())),
        Numbers.decimal(worst.loss()),
        steps(worst, true),
        set(worst.gold()),
        set(worst.predicted()));
  }

  private static String set(List<String> labels) {
    return labels.isEmpty() ? "none" : String.join(", ", labels);
  }

  private static List<Step> steps(LabelFigures.Worst worst, boolean whole) {
    if (worst.tokens().isEmpty()) {
      return withoutTokens(worst, whole);
    }
    List<Step> steps = new ArrayList<>();
    if (worst.from() > 0) {
      steps.add(new Step("…", false, ""));
    }
    IntStream.range(0, worst.tokens().size())
        .mapToObj(step -> step(worst, whole, step))
        .forEach(steps::add);
    if (worst.from() + worst.tokens().size() < worst.steps()) {
      steps.add(new Step("…", false, ""));
    }
    return steps;
  }

  /**
   * Numbers say little to a reader: of each step's labels the wrong ones, by their place from 1.
   */
  private static List<Step> withoutTokens(LabelFigures.Worst worst, boolean whole) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(Phrases.count(worst.steps(), "step"), false, ""));
    for (int i = 0; !whole && i < worst.gold().size(); i++) {
      if (!Objects.equals(worst.gold().get(i), worst.predicted().get(i))) {
        String labels = "%s → %s".formatted(worst.gold().get(i), worst.predicted().get(i));
        steps.add(new Step("%,d".formatted(worst.from() + i + 1), true, labels));
      }
    }
    return steps;
  }

  private static Step step(LabelFigures.Worst worst, boolean whole, int step) {
    String token = worst.tokens().get(step);
    if (whole || Objects.equals(worst.gold().get(step), worst.predicted().get(step))) {
      return new Step(token, false, "");
    }
    return new Step(
        token, true, "%s → %s".formatted(worst.gold().get(step), worst.predicted().get(step)));
  }
}
