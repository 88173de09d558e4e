package org.ravel.report;

import java.util.Comparator;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.report.BaselineVerdict.Outcome;

/**
 * Whether a model of sets of labels beats the best of the baselines: the component names are keys
 * of {@code report.json}.
 *
 * @param outcome better, worse, or neither
 * @param baseline the one with the highest sample F1
 * @param difference the model's sample F1 less the baseline's; above 0 is better
 * @param standardError of the difference, from both on the same sequences; null with fewer than two
 * @param sampleF1 the model's
 * @param baselineSampleF1 the baseline's
 */
public record SetVerdict(
    Outcome outcome,
    String baseline,
    double difference,
    Double standardError,
    double sampleF1,
    double baselineSampleF1) {

  /** Of an evaluation beside baselines. */
  public static SetVerdict of(LabelSets measures) {
    return measures.baselines().stream()
        .max(Comparator.comparingDouble(LabelSets.Baseline::f1))
        .map(best -> against(best, measures))
        .orElseThrow();
  }

  private static SetVerdict against(LabelSets.Baseline best, LabelSets measures) {
    double share = best.f1() / measures.targets();
    double difference = measures.sampleF1() - share;
    return new SetVerdict(
        BaselineVerdict.outcome(-difference, best.differenceError()),
        best.name(),
        difference,
        best.differenceError(),
        measures.sampleF1(),
        share);
  }

  /** For people, in a sentence without its end. */
  public String words() {
    return LabelVerdict.words(
        outcome, baseline, difference, standardError, "sample F1", sampleF1, baselineSampleF1);
  }
}
