package org.ravel.report;

import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Recognition;
import org.ravel.evaluation.measure.Regression;
import org.ravel.evaluation.measure.Text;

/** Everything a report says, whatever was measured. */
sealed interface ReportFigures
    permits Figures,
        LabelFigures,
        SetFigures,
        RecognitionFigures,
        DecodedFigures,
        CaptionFigures,
        ForecastFigures,
        RegressionFigures {

  String title();

  String created();

  /** What was measured. */
  Measured evaluation();

  List<Figures.LearningPoint> learningCurve();

  TrainingProvenance training();

  Measurement measurement();

  Map<String, String> facts();

  String configuration();

  /** The targets of a split, and the time that they took. */
  interface Measured {

    String split();

    /** What one of the targets is, such as {@code token}. */
    String target();

    /** Wall time. */
    Double seconds();
  }

  /** The report's kind of measures. */
  static ReportFigures of(Evaluation evaluation, ReportContext context) {
    if (evaluation.measures() instanceof Decoded decoded) {
      return DecodedFigures.of(evaluation, decoded, context);
    }
    if (evaluation.measures() instanceof Captioned captioned) {
      return CaptionFigures.of(evaluation, captioned, context);
    }
    if (evaluation.measures() instanceof Forecasts forecasts) {
      return ForecastFigures.of(evaluation, forecasts, context);
    }
    if (evaluation.measures() instanceof Regression numbers) {
      return RegressionFigures.of(evaluation, numbers, context);
    }
    if (evaluation.measures() instanceof Recognition strings) {
      return RecognitionFigures.of(evaluation, strings, context);
    }
    if (evaluation.measures() instanceof LabelSets sets) {
      return SetFigures.of(evaluation, sets, context);
    }
    return evaluation.measures() instanceof Text
        ? Figures.of(evaluation, context)
        : LabelFigures.of(evaluation, context);
  }
}
