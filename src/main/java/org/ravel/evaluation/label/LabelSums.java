package org.ravel.evaluation.label;

import org.ravel.evaluation.measure.Labels;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.LengthCounts;
import org.ravel.evaluation.tally.Sums;

/** A labelling's counts on any number of blocks. */
public record LabelSums(
    ExactSum nats,
    Confusion confusion,
    BaselineMatches baselines,
    SpanCounts spans,
    WorstExamples worst,
    LengthCounts lengths,
    long sequences,
    long sequencesRight,
    long unseen,
    long unseenRight)
    implements Sums<LabelSums> {
  @Override
  public LabelSums plus(LabelSums other) {
    return new LabelSums(
        nats.plus(other.nats),
        confusion.plus(other.confusion),
        baselines.plus(other.baselines),
        spans.plus(other.spans),
        worst.plus(other.worst),
        lengths.plus(other.lengths),
        sequences + other.sequences,
        sequencesRight + other.sequencesRight,
        unseen + other.unseen,
        unseenRight + other.unseenRight);
  }

  public Labels measures(WorstExamples.Names of, TrainingFacts training) {
    LabelNames names = of.labels();
    return new Labels(
        confusion.total(),
        confusion.right(names),
        confusion.unknown(names),
        nats.value(),
        sequences,
        sequencesRight,
        unseen,
        unseenRight,
        training.cut(),
        names.name(training.mostFrequent()),
        baselines.measures(training.baselines()),
        confusion.byLabel(names),
        confusion.largest(names),
        confusion.matrix(names),
        worst.measures(of),
        spans.byType(),
        lengths.measures());
  }
}
