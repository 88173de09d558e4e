package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Text;
import org.ravel.report.BaselineVerdict;
import org.ravel.report.ForecastVerdict;
import org.ravel.report.LabelVerdict;
import org.ravel.report.SetVerdict;

/** What no reader of an evaluation must miss: that a baseline does as well as the model. */
final class EvaluationWarnings {
  private static final String REMEDY = "; train longer, or look at the report's learning curve";

  private EvaluationWarnings() {}

  /** The warnings, as sentences; empty where the model beats its baselines. */
  static List<String> of(Measures measures) {
    List<String> warnings = new ArrayList<>();
    if (measures instanceof Text text) {
      BaselineVerdict verdict = BaselineVerdict.of(text);
      if (verdict != null) {
        addUnlessBetter(warnings, verdict.outcome(), verdict.words());
      }
    } else if (measures instanceof LabelMeasures labels) {
      LabelVerdict verdict = LabelVerdict.of(labels);
      addUnlessBetter(warnings, verdict.outcome(), verdict.words());
    } else if (measures instanceof LabelSets sets) {
      SetVerdict verdict = SetVerdict.of(sets);
      addUnlessBetter(warnings, verdict.outcome(), verdict.words());
    } else if (measures instanceof Forecasts forecasts) {
      ForecastVerdict verdict = ForecastVerdict.of(forecasts);
      addUnlessBetter(warnings, verdict.outcome(), verdict.words());
      if (verdict.repetition() != null) {
        warnings.add(verdict.repetition());
      }
    } else if (measures instanceof Decoded decoded) {
      decoded
          .output()
          .unbeaten()
          .map(one -> unbeaten(one.measure(), one.model(), one.baseline(), one.best()))
          .ifPresent(warnings::add);
    } else if (measures instanceof Captioned captioned) {
      double bleu = captioned.written().scores().bleu4();
      captioned
          .written()
          .bestBaseline()
          .filter(best -> best.scores().bleu4() >= bleu)
          .map(best -> unbeaten("BLEU-4", bleu, best.name(), best.scores().bleu4()))
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private static void addUnlessBetter(
      List<String> warnings, BaselineVerdict.Outcome outcome, String words) {
    if (outcome != BaselineVerdict.Outcome.BETTER) {
      warnings.add("the model is %s%s".formatted(words, REMEDY));
    }
  }

  private static String unbeaten(String measure, double model, String baseline, double best) {
    return "the model's %s, %.2f, is not above that of the baseline “%s”, %.2f%s"
        .formatted(measure, model, baseline, best, REMEDY);
  }
}
