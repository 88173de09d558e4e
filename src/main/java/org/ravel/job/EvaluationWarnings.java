package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Regression;
import org.ravel.evaluation.measure.Text;
import org.ravel.report.BaselineVerdict;
import org.ravel.report.ForecastVerdict;
import org.ravel.report.LabelVerdict;
import org.ravel.report.SetVerdict;

/** What no reader of an evaluation must miss: that a baseline does as well as the model. */
final class EvaluationWarnings {
  private static final String REMEDY = "; train longer, or look at the report's learning curve";

  private final List<String> warnings = new ArrayList<>();
  private final String remedy;

  private EvaluationWarnings(boolean isNetwork) {
    this.remedy = isNetwork ? REMEDY : "";
  }

  /**
   * The warnings, as sentences; empty where the model beats its baselines.
   *
   * @param isNetwork whether the model is one, which learns in rounds
   */
  static List<String> of(Measures measures, boolean isNetwork) {
    EvaluationWarnings all = new EvaluationWarnings(isNetwork);
    all.add(measures);
    return all.warnings;
  }

  private void add(Measures measures) {
    if (measures instanceof Text text) {
      BaselineVerdict verdict = BaselineVerdict.of(text);
      if (verdict != null) {
        addUnlessBetter(verdict.outcome(), verdict.words());
      }
    } else if (measures instanceof LabelMeasures labels) {
      LabelVerdict verdict = LabelVerdict.of(labels);
      addUnlessBetter(verdict.outcome(), verdict.words());
    } else if (measures instanceof LabelSets sets) {
      SetVerdict verdict = SetVerdict.of(sets);
      addUnlessBetter(verdict.outcome(), verdict.words());
    } else if (measures instanceof Forecasts forecasts) {
      ForecastVerdict verdict = ForecastVerdict.of(forecasts);
      addUnlessBetter(verdict.outcome(), verdict.words());
      if (verdict.repetition() != null) {
        warnings.add(verdict.repetition());
      }
    } else if (measures instanceof Regression numbers) {
      if (!(numbers.determination() > 0)) {
        warnings.add(
            "the model's RMSE, %.5g, is not below that of the best constant, %.5g%s"
                .formatted(numbers.rootMeanSquare(), numbers.constantRootMeanSquare(), remedy));
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
  }

  private void addUnlessBetter(BaselineVerdict.Outcome outcome, String words) {
    if (outcome != BaselineVerdict.Outcome.BETTER) {
      warnings.add("the model is %s%s".formatted(words, remedy));
    }
  }

  private String unbeaten(String measure, double model, String baseline, double best) {
    return "the model's %s, %.2f, is not above that of the baseline “%s”, %.2f%s"
        .formatted(measure, model, baseline, best, remedy);
  }
}
