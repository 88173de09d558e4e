package org.ravel.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.report.BaselineVerdict.Outcome;

/**
 * Whether a model of labels beats the best of the baselines: the component names are keys of {@code
 * report.json}.
 *
 * @param outcome better, worse, or neither
 * @param baseline the one with the highest accuracy
 * @param difference the model's accuracy less the baseline's; above 0 is better
 * @param standardError of the difference, from both on the same sequences; null with fewer than two
 * @param accuracy the model's
 * @param baselineAccuracy the baseline's
 */
public record LabelVerdict(
    Outcome outcome,
    String baseline,
    double difference,
    Double standardError,
    double accuracy,
    double baselineAccuracy) {

  /** Of all targets: there is a baseline always. */
  public static LabelVerdict of(LabelMeasures measures) {
    return of(measures.accuracy(), measures.targets(), measures.baselines());
  }

  /** Of targets of one kind. */
  public static LabelVerdict of(LabelMeasures.Part part) {
    return of(part.accuracy(), part.targets(), part.baselines());
  }

  private static LabelVerdict of(
      double accuracy, long targets, List<LabelMeasures.Baseline> baselines) {
    LabelMeasures.Baseline best =
        baselines.stream()
            .max(Comparator.comparingLong(LabelMeasures.Baseline::right))
            .orElseThrow();
    double baselineAccuracy = (double) best.right() / targets;
    double difference = accuracy - baselineAccuracy;
    return new LabelVerdict(
        BaselineVerdict.outcome(-difference, best.differenceError()),
        best.name(),
        difference,
        best.differenceError(),
        accuracy,
        baselineAccuracy);
  }

  /** For people, in a sentence without its end. */
  public String words() {
    return words(
        outcome, baseline, difference, standardError, "accuracy", accuracy, baselineAccuracy);
  }

  /**
   * The same of any share.
   *
   * @param of what share
   * @param model the model's
   * @param other the baseline's
   */
  static String words(
      Outcome outcome,
      String baseline,
      double difference,
      Double standardError,
      String of,
      double model,
      double other) {
    String how =
        switch (outcome) {
          case BETTER -> "better than the baseline “%s” by %.2f points";
          case WORSE, NOT_FINITE -> "worse than the baseline “%s” by %.2f points";
          case NOT_TOLD_APART ->
              "not to be told apart from the baseline “%s”: the difference is %+.2f points";
        };
    double points = outcome == Outcome.NOT_TOLD_APART ? difference : Math.abs(difference);
    String size = String.format(Locale.ROOT, how, baseline, 100 * points).replace('-', '−');
    String error =
        standardError == null
            ? "; too few sequences for a standard error"
            : String.format(Locale.ROOT, ", standard error %.2f", 100 * standardError);
    return "%s of %s%s (%s against %s)"
        .formatted(size, of, error, Numbers.percent(model), Numbers.percent(other));
  }
}
