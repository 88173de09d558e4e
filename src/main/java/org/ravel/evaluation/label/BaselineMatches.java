package org.ravel.evaluation.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;

/** How often baselines are right, beside a model on the same sequences. */
final class BaselineMatches implements Sums<BaselineMatches> {
  private final long[] right;

  /** Of the share that the model has right, less that of the baseline. */
  private final RatioEstimate[] differences;

  BaselineMatches(int baselines) {
    right = new long[baselines];
    differences = new RatioEstimate[baselines];
    Arrays.fill(differences, RatioEstimate.EMPTY);
  }

  /**
   * Counts a sequence.
   *
   * @param baselines targets that each baseline has right
   * @param model targets that the model has right
   * @param targets all of them
   */
  void add(int[] baselines, int model, int targets) {
    for (int i = 0; i < right.length; i++) {
      right[i] += baselines[i];
      differences[i] = differences[i].plus(model - baselines[i], targets);
    }
  }

  @Override
  public BaselineMatches plus(BaselineMatches other) {
    for (int i = 0; i < right.length; i++) {
      right[i] += other.right[i];
      differences[i] = differences[i].plus(other.differences[i]);
    }
    return this;
  }

  List<LabelMeasures.Baseline> measures(List<? extends LabelBaseline> baselines) {
    List<LabelMeasures.Baseline> measures = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      measures.add(
          new LabelMeasures.Baseline(
              baselines.get(i).name(), right[i], differences[i].standardError()));
    }
    return measures;
  }
}
