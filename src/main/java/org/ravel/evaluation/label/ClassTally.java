package org.ravel.evaluation.label;

import java.util.List;
import java.util.stream.Stream;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.LengthCounts;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;

/** Counts the classes of sequences. */
final class ClassTally implements Tally<ClassSums> {
  private final LabelNames names;
  private final TrainingFacts training;
  private final Confusion confusion = new Confusion();
  private final BaselineMatches baselines;

  /** By class; none where they are not asked for. */
  private final List<ScoreHistogram> scores;

  private final CalibrationTally calibration = new CalibrationTally();
  private final WorstExamples worst = new WorstExamples();
  private final LengthCounts lengths = new LengthCounts();
  private double nats;

  /**
   * An empty one.
   *
   * @param ranked whether it is counted how each class is scored against the rest
   */
  ClassTally(LabelNames names, TrainingFacts training, boolean ranked) {
    int classes = names.other();
    this.names = names;
    this.training = training;
    this.baselines = new BaselineMatches(training.baselines().size());
    this.scores =
        Stream.generate(() -> new ScoreHistogram(classes)).limit(ranked ? classes : 0).toList();
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Categorical classes = (Categorical) prediction;
    for (int step = 0; step < targets.steps(); step++) {
      Answer answer = Answer.of(names, targets, step, classes);
      nats += answer.nats();
      confusion.add(answer.gold(), answer.predicted());
      int[] baselinesRight = new int[training.baselines().size()];
      training.count(targets, step, answer.gold(), baselinesRight);
      baselines.add(baselinesRight, answer.isRight() ? 1 : 0, 1);
      lengths.add(targets.length(), answer.isRight());
      if (!answer.isRight()) {
        worst.addWhole(
            targets.example(),
            training.rare(),
            new int[] {answer.gold()},
            new int[] {answer.predicted()},
            answer.nats(),
            answer.probability());
      }
      if (answer.predicted() != names.other()) {
        score(answer, classes, targets.row(), step);
      }
    }
  }

  /** What the model says of classes; only where it says numbers. */
  private void score(Answer answer, Categorical classes, int row, int step) {
    for (int id = 0; id < scores.size(); id++) {
      scores.get(id).add(classes.nats(row, step, id), id == answer.gold());
    }
    calibration.add(answer.probability(), answer.isRight());
  }

  @Override
  public ClassSums sums() {
    return new ClassSums(
        ExactSum.ZERO.plus(nats), confusion, baselines, scores, calibration.sums(), worst, lengths);
  }
}
