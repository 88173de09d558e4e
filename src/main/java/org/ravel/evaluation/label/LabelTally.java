package org.ravel.evaluation.label;

import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.Categorical;
import org.ravel.network.Prediction;

/** Counts the labels of sequences, each of which is predicted as a whole. */
final class LabelTally implements Tally<LabelSums> {
  private final LabelNames names;
  private final SpanLabels spans;
  private final TrainingFacts training;

  private final Confusion confusion = new Confusion();
  private final BaselineMatches baselines;
  private final SpanCounts spanCounts = new SpanCounts();
  private double nats;
  private long sequences;
  private long sequencesRight;
  private long unseen;
  private long unseenRight;

  LabelTally(LabelNames names, SpanLabels spans, TrainingFacts training) {
    this.names = names;
    this.spans = spans;
    this.training = training;
    this.baselines = new BaselineMatches(training.baselines().size());
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Categorical labels = (Categorical) prediction;
    int[] gold = new int[targets.steps()];
    int[] predicted = new int[gold.length];
    int[] baselinesRight = new int[training.baselines().size()];
    int right = 0;
    for (int step = 0; step < gold.length; step++) {
      Answer answer = Answer.of(names, targets, step, labels);
      gold[step] = answer.gold();
      predicted[step] = answer.predicted();
      nats += answer.nats();
      confusion.add(gold[step], predicted[step]);
      right += answer.isRight() ? 1 : 0;
      training.count(targets, step, gold[step], baselinesRight);
      if (training.isUnseen(targets, step)) {
        unseen++;
        unseenRight += answer.isRight() ? 1 : 0;
      }
    }
    sequences++;
    sequencesRight += right == gold.length ? 1 : 0;
    baselines.add(baselinesRight, right, gold.length);
    if (spans != null) {
      spanCounts.add(spans.spans(gold), spans.spans(predicted));
    }
  }

  @Override
  public LabelSums sums() {
    return new LabelSums(
        ExactSum.ZERO.plus(nats),
        confusion,
        baselines,
        spanCounts,
        sequences,
        sequencesRight,
        unseen,
        unseenRight);
  }
}
