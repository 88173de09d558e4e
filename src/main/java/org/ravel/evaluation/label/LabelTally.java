package org.ravel.evaluation.label;

import java.util.Arrays;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.LengthCounts;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;

/** Counts the labels of sequences, each of which is predicted as a whole. */
final class LabelTally implements Tally<LabelSums> {
  private final LabelNames names;
  private final SpanLabels spans;
  private final TrainingFacts training;

  private final Confusion confusion = new Confusion();
  private final BaselineMatches baselines;
  private final SpanCounts spanCounts = new SpanCounts();
  private final WorstExamples worst = new WorstExamples();
  private final LengthCounts lengths = new LengthCounts();
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
    Answer[] answers = new Answer[targets.steps()];
    int[] baselinesRight = new int[training.baselines().size()];
    boolean[] isUnseen = training.unseen(targets);
    int right = 0;
    double loss = 0;
    for (int step = 0; step < answers.length; step++) {
      Answer answer = Answer.of(names, targets, step, labels);
      answers[step] = answer;
      loss += answer.nats();
      confusion.add(answer.gold(), answer.predicted());
      right += answer.isRight() ? 1 : 0;
      training.count(targets, step, answer.gold(), baselinesRight);
      if (isUnseen[step]) {
        unseen++;
        unseenRight += answer.isRight() ? 1 : 0;
      }
    }
    nats += loss;
    sequences++;
    sequencesRight += right == answers.length ? 1 : 0;
    lengths.add(targets.length(), right == answers.length);
    baselines.add(baselinesRight, right, answers.length);
    if (right < answers.length) {
      worst.addSteps(targets.example(), training.rare(), answers, loss);
    }
    if (spans != null) {
      spanCounts.add(
          spans.spans(Arrays.stream(answers).mapToInt(Answer::gold).toArray()),
          spans.spans(Arrays.stream(answers).mapToInt(Answer::predicted).toArray()));
    }
  }

  @Override
  public LabelSums sums() {
    return new LabelSums(
        ExactSum.ZERO.plus(nats),
        confusion,
        baselines,
        spanCounts,
        worst,
        lengths,
        sequences,
        sequencesRight,
        unseen,
        unseenRight);
  }
}
