package org.ravel.evaluation.label;

import java.util.List;
import java.util.stream.Stream;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;

/** Counts the sets of labels of sequences. */
final class SetTally implements Tally<SetSums> {
  private final LabelNames names;
  private final double threshold;
  private final SetFacts training;
  private final SetMatches matches;
  private final List<SetMatches> baselines;

  /** By label; none where they are not asked for. */
  private final List<ScoreHistogram> scores;

  private final CalibrationTally calibration = new CalibrationTally();
  private final WorstExamples worst = new WorstExamples();

  SetTally(LabelNames names, double threshold, SetFacts training, boolean ranked) {
    int labels = names.other();
    this.names = names;
    this.threshold = threshold;
    this.training = training;
    this.matches = new SetMatches(labels);
    this.baselines = training.baselines().stream().map(baseline -> new SetMatches(labels)).toList();
    this.scores =
        Stream.generate(() -> new ScoreHistogram(labels)).limit(ranked ? labels : 0).toList();
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    RealPrediction labels = (RealPrediction) prediction;
    int row = targets.row();
    SetAnswer answer =
        SetAnswer.of(
            names,
            targets.set(),
            threshold,
            (label, isThere) -> labels.nats(row, 0, label, isThere ? 1 : 0));
    matches.add(answer, answer);
    for (int i = 0; i < baselines.size(); i++) {
      double[] odds = training.baselines().get(i).logOdds(targets.example());
      baselines
          .get(i)
          .add(
              SetAnswer.of(
                  names,
                  targets.set(),
                  threshold,
                  (label, isThere) -> SetBaseline.nats(odds[label], isThere)),
              answer);
    }
    if (!answer.isRight()) {
      worst.addWhole(
          targets.example(),
          training.rare(),
          answer.goldIds(names),
          answer.predictedIds(),
          answer.nats(),
          null);
    }
    if (!Double.isNaN(answer.nats())) {
      score(answer, labels, row);
    }
  }

  private void score(SetAnswer answer, RealPrediction labels, int row) {
    for (int label = 0; label < names.other(); label++) {
      boolean isThere = answer.gold().get(label);
      if (!scores.isEmpty()) {
        scores.get(label).add(labels.nats(row, 0, label, 1), isThere);
      }
      calibration.add(labels.mean(row, 0, label), isThere);
    }
  }

  @Override
  public SetSums sums() {
    return new SetSums(matches, baselines, scores, calibration.sums(), worst);
  }
}
