package org.ravel.evaluation;

import java.util.BitSet;
import org.ravel.network.Categorical;
import org.ravel.network.Prediction;

/** Counts the labels of sequences, each of which is predicted as a whole. */
final class LabelTally implements Tally<LabelSums> {
  private final LabelNames names;
  private final SpanLabels spans;
  private final BitSet seen;

  private final Confusion confusion = new Confusion();
  private final SpanCounts spanCounts = new SpanCounts();
  private double nats;
  private long sequences;
  private long sequencesRight;
  private long unseen;
  private long unseenRight;

  LabelTally(LabelNames names, SpanLabels spans, BitSet seen) {
    this.names = names;
    this.spans = spans;
    this.seen = seen;
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Categorical labels = (Categorical) prediction;
    int[] gold = new int[targets.steps()];
    int[] predicted = new int[gold.length];
    boolean allRight = true;
    for (int step = 0; step < gold.length; step++) {
      Answer answer = Answer.of(names, targets, step, labels);
      gold[step] = answer.gold();
      predicted[step] = answer.predicted();
      nats += answer.nats();
      confusion.add(gold[step], predicted[step]);
      allRight &= answer.isRight();
      if (seen != null && !seen.get(targets.batch().inputs().id(targets.row(), step))) {
        unseen++;
        unseenRight += answer.isRight() ? 1 : 0;
      }
    }
    sequences++;
    sequencesRight += allRight ? 1 : 0;
    if (spans != null) {
      spanCounts.add(spans.spans(gold), spans.spans(predicted));
    }
  }

  @Override
  public LabelSums sums() {
    return new LabelSums(
        ExactSum.ZERO.plus(nats),
        confusion,
        spanCounts,
        sequences,
        sequencesRight,
        unseen,
        unseenRight);
  }
}
