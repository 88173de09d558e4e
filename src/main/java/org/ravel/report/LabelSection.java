package org.ravel.report;

import java.util.Comparator;
import java.util.List;

/**
 * What the page of a labelling or a classification shows beside what all pages do: the labels, the
 * most frequent ones first, and the most frequent mistakes.
 *
 * @param labels a line each
 * @param spans a line for each type; empty where labels are no labels of spans
 * @param confusions the most frequent first
 * @param right where the model was right, in the words of the baseline's line
 */
record LabelSection(
    List<Line> labels, List<Line> spans, List<Confused> confusions, String right, String baseline) {

  /** A label's or a span's line. */
  record Line(
      String name, String precision, String recall, String f1, String gold, String predicted) {

    static Line of(LabelFigures.Label label) {
      return new Line(
          label.name(),
          Numbers.percent(label.precision()),
          Numbers.percent(label.recall()),
          Numbers.percent(label.f1()),
          Numbers.count(label.gold()),
          Numbers.count(label.predicted()));
    }
  }

  /** A cell beside the diagonal of the confusion matrix. */
  record Confused(String gold, String predicted, String count, String width) {}

  static LabelSection of(LabelFigures figures) {
    long most = figures.confusions().stream().mapToLong(each -> each.count()).max().orElse(1);
    return new LabelSection(
        lines(figures.byLabel()),
        lines(figures.bySpan()),
        figures.confusions().stream()
            .map(
                each ->
                    new Confused(
                        each.gold(),
                        each.predicted(),
                        Numbers.count(each.count()),
                        Long.toString(100 * each.count() / most)))
            .toList(),
        Numbers.percent((double) figures.evaluation().right() / figures.evaluation().targets()),
        figures.baseline().shown());
  }

  private static List<Line> lines(List<LabelFigures.Label> labels) {
    return labels.stream()
        .sorted(Comparator.comparingLong(LabelFigures.Label::gold).reversed())
        .map(Line::of)
        .toList();
  }

  /** Whether there are spans; the template's name for it. */
  boolean hasSpans() {
    return !spans.isEmpty();
  }

  /** Whether there is a mistake; the template's name for it. */
  boolean hasConfusions() {
    return !confusions.isEmpty();
  }
}
