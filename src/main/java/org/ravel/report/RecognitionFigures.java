package org.ravel.report;

import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Recognition;

/**
 * Everything the report of recognised strings says, as {@code report.json} holds it: the component
 * names are its keys. A number that is not finite, or has no meaning because nothing was counted,
 * is null.
 *
 * @param threshold probability from which a symbol is legal, and a string accepted
 * @param acceptance null where nobody asks whether strings belong to the language
 * @param legal null where nobody asks which symbols may follow
 * @param byLength strings all of whose answers are right, the shortest strings first
 * @param rightUpTo the greatest length up to which all strings are right; null without one
 * @param wrong the shortest strings with a wrong answer
 */
record RecognitionFigures(
    int format,
    String title,
    String created,
    LabelFigures.Counts evaluation,
    double threshold,
    List<LabelFigures.Value> figures,
    long strings,
    Recognition.Acceptance acceptance,
    Legal legal,
    List<LabelFigures.ByLength> byLength,
    Integer rightUpTo,
    List<Recognition.WrongString> wrong,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /**
   * Sets of legal symbols.
   *
   * @param mass mean share of probability that is on legal symbols
   */
  record Legal(long steps, long right, long longEnough, long secondToLastRight, Double mass) {

    static Legal of(Recognition.LegalSets legal) {
      return legal == null
          ? null
          : new Legal(
              legal.steps(),
              legal.right(),
              legal.longEnough(),
              legal.secondToLastRight(),
              Figures.finite(legal.mass() / legal.steps()));
    }
  }

  static RecognitionFigures of(Evaluation evaluation, Recognition measures, ReportContext context) {
    return new RecognitionFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        LabelFigures.Counts.of(evaluation, measures.stringsRight(), measures.unknown()),
        measures.threshold(),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        measures.strings(),
        measures.acceptance(),
        Legal.of(measures.legal()),
        measures.byLength().stream().map(LabelFigures.ByLength::of).toList(),
        measures.rightUpTo().isPresent() ? measures.rightUpTo().getAsInt() : null,
        measures.wrong(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
