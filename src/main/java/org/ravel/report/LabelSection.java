package org.ravel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the page of a model of labels, of steps, sequences, sets or trees, shows beside what all
 * pages do: the labels, the most frequent ones first, and the most frequent mistakes.
 *
 * @param comparisons all targets, then those of each kind by themselves
 * @param labels a line each
 * @param spans a line for each type; empty where labels are no labels of spans
 * @param confusions the most frequent first
 * @param worst what the model is most wrong about
 */
record LabelSection(
    List<Comparison> comparisons,
    List<Line> labels,
    List<Line> spans,
    List<Confused> confusions,
    List<WorstLine> worst) {

  /**
   * The model beside baselines on the same targets.
   *
   * @param title null where there are no others
   * @param predictors the baselines and the model
   * @param verdict null where the page has it already
   */
  record Comparison(String title, List<ScoreRow> predictors, HtmlPage.ShownVerdict verdict) {}

  /**
   * The model or a baseline.
   *
   * @param kind {@code model} or {@code baseline}: how it is shown
   * @param note in soft type behind the name
   * @param score accuracy, of sets sample F1
   * @param width of its bar in per cent
   */
  record ScoreRow(String name, String kind, String note, String score, String width) {

    private static ScoreRow of(String name, String kind, String note, double score) {
      return new ScoreRow(
          name,
          kind,
          note,
          Numbers.percent(score),
          String.format(Locale.ROOT, "%.1f", 100 * score));
    }
  }

  /**
   * A label's or a span's line.
   *
   * @param area under the ROC curve, where there is one
   */
  record Line(
      String name,
      String precision,
      String recall,
      String f1,
      String gold,
      String predicted,
      String area) {

    static Line of(LabelFigures.Label label, Double area) {
      return new Line(
          label.name(),
          Numbers.percent(label.precision()),
          Numbers.percent(label.recall()),
          Numbers.percent(label.f1()),
          Numbers.count(label.gold()),
          Numbers.count(label.predicted()),
          Numbers.decimal(area));
    }
  }

  /** A cell beside the diagonal of the confusion matrix. */
  record Confused(String gold, String predicted, String count, String width) {}

  static LabelSection of(LabelFigures figures) {
    long most = figures.confusions().stream().mapToLong(each -> each.count()).max().orElse(1);
    return new LabelSection(
        comparisons(figures),
        lines(figures.byLabel(), figures.rankings()),
        lines(figures.bySpan(), List.of()),
        figures.confusions().stream()
            .map(
                each ->
                    new Confused(
                        each.gold(),
                        each.predicted(),
                        Numbers.count(each.count()),
                        Long.toString(100 * each.count() / most)))
            .toList(),
        figures.worst().stream().map(WorstLine::of).toList());
  }

  /** That of sets, which have no single label to confuse with another. */
  static LabelSection of(SetFigures figures) {
    List<ScoreRow> predictors = new ArrayList<>();
    for (SetFigures.Counted baseline : figures.baselines()) {
      predictors.add(ScoreRow.of(baseline.name(), "baseline", "", baseline.sampleF1()));
    }
    double model = figures.verdict().sampleF1();
    predictors.add(ScoreRow.of("this model", "model", "", model));
    return new LabelSection(
        List.of(new Comparison(null, predictors, null)),
        lines(figures.byLabel(), figures.rankings()),
        List.of(),
        List.of(),
        figures.worst().stream().map(WorstLine::ofSet).toList());
  }

  private static List<Comparison> comparisons(LabelFigures figures) {
    List<Comparison> comparisons = new ArrayList<>();
    double accuracy = (double) figures.evaluation().right() / figures.evaluation().targets();
    comparisons.add(
        new Comparison(
            figures.parts().isEmpty()
                ? null
                : title("all " + figures.evaluation().targetsAre(), figures.evaluation().targets()),
            predictors(figures.baselines(), "“%s”".formatted(figures.baseline().label()), accuracy),
            null));
    figures.parts().stream()
        .map(
            part ->
                new Comparison(
                    title(part.name(), part.targets()),
                    predictors(part.baselines(), "", part.accuracy()),
                    HtmlPage.shown(part.verdict().outcome(), part.verdict().words())))
        .forEach(comparisons::add);
    return comparisons;
  }

  private static String title(String name, long targets) {
    return "%s: %s".formatted(Numbers.capitalised(name), Numbers.count(targets));
  }

  /**
   * The baselines as they come, then the model.
   *
   * @param note on the first one
   */
  private static List<ScoreRow> predictors(
      List<LabelFigures.Counted> baselines, String note, double accuracy) {
    List<ScoreRow> predictors = new ArrayList<>();
    for (LabelFigures.Counted baseline : baselines) {
      predictors.add(
          ScoreRow.of(
              baseline.name(), "baseline", predictors.isEmpty() ? note : "", baseline.accuracy()));
    }
    predictors.add(ScoreRow.of("this model", "model", "", accuracy));
    return predictors;
  }

  private static List<Line> lines(
      List<LabelFigures.Label> labels, List<LabelFigures.Ranked> rankings) {
    Map<String, Double> areas =
        rankings.stream()
            .collect(Collectors.toMap(LabelFigures.Ranked::name, LabelFigures.Ranked::area));
    return labels.stream()
        .sorted(Comparator.comparingLong(LabelFigures.Label::gold).reversed())
        .map(label -> Line.of(label, areas.get(label.name())))
        .toList();
  }

  /** Whether there are spans; the template's name for it. */
  boolean hasSpans() {
    return !spans.isEmpty();
  }

  /** Whether there is a sequence with a mistake; the template's name for it. */
  boolean hasWorst() {
    return !worst.isEmpty();
  }

  /** Whether there is a mistake; the template's name for it. */
  boolean hasConfusions() {
    return !confusions.isEmpty();
  }
}
