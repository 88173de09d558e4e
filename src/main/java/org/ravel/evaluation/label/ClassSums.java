package org.ravel.evaluation.label;

import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.LengthCounts;
import org.ravel.evaluation.tally.Sums;

/**
 * A classification's counts on any number of blocks.
 *
 * @param scores of each class
 */
public record ClassSums(
    ExactSum nats,
    Confusion confusion,
    BaselineMatches baselines,
    List<ScoreHistogram> scores,
    Calibration calibration,
    WorstExamples worst,
    LengthCounts lengths)
    implements Sums<ClassSums> {
  @Override
  public ClassSums plus(ClassSums other) {
    for (int id = 0; id < scores.size(); id++) {
      scores.get(id).plus(other.scores.get(id));
    }
    return new ClassSums(
        nats.plus(other.nats),
        confusion.plus(other.confusion),
        baselines.plus(other.baselines),
        scores,
        calibration.plus(other.calibration),
        worst.plus(other.worst),
        lengths.plus(other.lengths));
  }

  public Classes measures(WorstExamples.Names of, TrainingFacts training) {
    LabelNames names = of.labels();
    return new Classes(
        confusion.total(),
        confusion.right(names),
        confusion.unknown(names),
        nats.value(),
        names.name(training.mostFrequent()),
        baselines.measures(training.baselines()),
        confusion.byLabel(names),
        confusion.largest(names),
        confusion.matrix(names),
        worst.measures(of),
        IntStream.range(0, scores.size())
            .mapToObj(id -> ranking(names.name(id), scores.get(id)))
            .filter(ranking -> Double.isFinite(ranking.area()))
            .toList(),
        names.other(),
        calibration.bins(),
        lengths.measures());
  }

  static Classes.Ranking ranking(String name, ScoreHistogram scores) {
    return new Classes.Ranking(name, scores.area(), scores.error(), scores.curve());
  }
}
