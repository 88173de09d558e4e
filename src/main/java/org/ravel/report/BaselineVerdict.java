package org.ravel.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Text;

/**
 * Whether the model beats the best of the baselines: the component names are keys of {@code
 * report.json}.
 *
 * @param outcome better, worse, or neither
 * @param baseline the one with the lowest loss; null if none has a finite one
 * @param difference the model's mean loss less the baseline's, nats per token; below 0 is better
 * @param standardError of the difference, from the differences on the same runs of sequences; null
 *     with fewer than two of them
 * @param perplexity the model's
 * @param baselinePerplexity the baseline's
 */
public record BaselineVerdict(
    Outcome outcome,
    String baseline,
    Double difference,
    Double standardError,
    Double perplexity,
    Double baselinePerplexity) {
  /** Standard errors beyond which a difference counts: chance goes beyond them once in 22 times. */
  private static final double LIMIT = 2;

  /** What can be said. */
  public enum Outcome {
    /** The loss is lower, by more than two standard errors. */
    BETTER,
    /** The loss is higher, by more than two standard errors. */
    WORSE,
    /** The difference is within two standard errors. */
    NOT_TOLD_APART,
    /** The model's loss is no finite number. */
    NOT_FINITE
  }

  /** Of an evaluation; null where there is no baseline to hold it against. */
  public static BaselineVerdict of(Text evaluation) {
    return of(evaluation, evaluation.baselines());
  }

  /**
   * Of baselines that say how probable the same tokens are; null where there is none.
   *
   * @param measures of the model
   */
  public static BaselineVerdict of(Measures measures, List<Text.Baseline> baselines) {
    return baselines.stream()
        .filter(baseline -> Double.isFinite(baseline.nats()))
        .min(Comparator.comparingDouble(Text.Baseline::nats))
        .map(best -> against(best, measures))
        .orElse(null);
  }

  private static BaselineVerdict against(Text.Baseline best, Measures measures) {
    double loss = best.nats() / measures.targets();
    double difference = measures.loss() - loss;
    Double error = Figures.finite(best.differenceError());
    return new BaselineVerdict(
        outcome(difference, error),
        best.name(),
        Figures.finite(difference),
        error,
        Figures.finite(Math.exp(measures.loss())),
        Figures.finite(Math.exp(loss)));
  }

  /**
   * What a difference says.
   *
   * @param difference of losses, below 0 where the model is better
   * @param error its standard error; null to take it as exact
   */
  static Outcome outcome(double difference, Double error) {
    if (!Double.isFinite(difference)) {
      return Outcome.NOT_FINITE;
    }
    if (Math.abs(difference) <= (error == null ? 0 : LIMIT * error)) {
      return Outcome.NOT_TOLD_APART;
    }
    return difference < 0 ? Outcome.BETTER : Outcome.WORSE;
  }

  /** For people, in a sentence without its end. */
  public String words() {
    return switch (outcome) {
      case BETTER -> "better than the %s baseline by %s".formatted(baseline, figures());
      case WORSE -> "worse than the %s baseline by %s".formatted(baseline, figures());
      case NOT_TOLD_APART ->
          "not to be told apart from the %s baseline: the difference is %s"
              .formatted(baseline, figures());
      case NOT_FINITE -> "without a finite loss, so worse than the %s baseline".formatted(baseline);
    };
  }

  private String figures() {
    String size =
        outcome == Outcome.NOT_TOLD_APART
            ? String.format(Locale.ROOT, "%+.4f", difference).replace('-', '−')
            : String.format(Locale.ROOT, "%.4f", Math.abs(difference));
    String error =
        standardError == null
            ? "; too few runs for a standard error"
            : String.format(Locale.ROOT, ", standard error %.4f", standardError);
    return "%s nats per token%s (perplexity %s against %s)"
        .formatted(size, error, Numbers.decimal(perplexity), Numbers.decimal(baselinePerplexity));
  }
}
