package org.ravel.evaluation.label;

import java.util.List;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.tally.Sums;

/** Counts of targets of one kind on any number of blocks. */
record PartSums(long targets, long right, BaselineMatches baselines) implements Sums<PartSums> {

  @Override
  public PartSums plus(PartSums other) {
    return new PartSums(
        targets + other.targets, right + other.right, baselines.plus(other.baselines));
  }

  LabelMeasures.Part measures(String name, List<? extends LabelBaseline> fitted) {
    return new LabelMeasures.Part(name, targets, right, baselines.measures(fitted));
  }
}
