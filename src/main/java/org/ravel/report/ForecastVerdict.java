package org.ravel.report;

import java.util.Locale;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.report.BaselineVerdict.Outcome;

/**
 * Whether a model of series beats the best of the baselines: the component names are keys of {@code
 * report.json}.
 *
 * @param outcome better, worse, or neither
 * @param baseline the one with the lowest RMSE
 * @param rmse the model's; null if it is not finite
 * @param baselineRmse the baseline's
 * @param skill by what share the model's squared error is below the baseline's
 * @param difference the model's MSE less the baseline's; below 0 is better
 * @param standardError of the difference, from both on the same runs of origins; null with fewer
 *     than two of them
 * @param repeats the baseline that the model's forecasts are near to, without being better; null if
 *     there is none
 * @param distance how far they are from that baseline's, in its RMSE; null if there is none
 */
public record ForecastVerdict(
    Outcome outcome,
    String baseline,
    Double rmse,
    Double baselineRmse,
    Double skill,
    Double difference,
    Double standardError,
    String repeats,
    Double distance) {

  /** Of an evaluation. */
  public static ForecastVerdict of(Forecasts measures) {
    Forecasts.Baseline best = measures.best();
    double difference = measures.model().squared() - best.score().squared();
    Double error = Figures.finite(best.differenceError());
    Forecasts.Baseline repeated = measures.repeated().orElse(null);
    return new ForecastVerdict(
        BaselineVerdict.outcome(difference, error),
        best.name(),
        Figures.finite(measures.model().rootMeanSquare()),
        Figures.finite(best.score().rootMeanSquare()),
        Figures.finite(-difference / best.score().squared()),
        Figures.finite(difference),
        error,
        repeated == null ? null : repeated.name(),
        repeated == null ? null : Figures.finite(repeated.relativeDistance()));
  }

  /** For people, in a sentence without its end. */
  public String words() {
    return switch (outcome) {
      case BETTER -> "better than the %s baseline: %s".formatted(baseline, figures());
      case WORSE -> "worse than the %s baseline: %s".formatted(baseline, figures());
      case NOT_TOLD_APART ->
          "not to be told apart from the %s baseline: %s".formatted(baseline, figures());
      case NOT_FINITE ->
          "without a finite error, so worse than the %s baseline".formatted(baseline);
    };
  }

  private String figures() {
    String error =
        standardError == null
            ? "too few runs of origins for a standard error"
            : "squared errors differ by %s, standard error %s"
                .formatted(
                    Numbers.significant(Math.abs(difference)), Numbers.significant(standardError));
    String share = skill == null ? "" : String.format(Locale.ROOT, ", skill %.1f %%", 100 * skill);
    return "RMSE %s against %s%s; %s"
        .formatted(
            Numbers.significant(rmse),
            Numbers.significant(baselineRmse),
            share.replace('-', '−'),
            error);
  }

  /** What model it is in truth, in a sentence without its end; null if it is one of its own. */
  public String repetition() {
    return repeats == null
        ? null
        : "it repeats the %s forecasts: its own are %s of their RMSE away from them, and not better by 2 %%"
            .formatted(repeats, Numbers.percent(distance));
  }
}
