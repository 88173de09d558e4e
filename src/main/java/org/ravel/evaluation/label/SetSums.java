package org.ravel.evaluation.label;

import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.tally.Sums;

/**
 * Counts of sets of labels on any number of blocks.
 *
 * @param matches the model's
 * @param baselines of each baseline
 * @param scores of each label
 */
public record SetSums(
    SetMatches matches,
    List<SetMatches> baselines,
    List<ScoreHistogram> scores,
    Calibration calibration,
    WorstExamples worst)
    implements Sums<SetSums> {

  @Override
  public SetSums plus(SetSums other) {
    for (int i = 0; i < baselines.size(); i++) {
      baselines.get(i).plus(other.baselines.get(i));
    }
    for (int label = 0; label < scores.size(); label++) {
      scores.get(label).plus(other.scores.get(label));
    }
    return new SetSums(
        matches.plus(other.matches),
        baselines,
        scores,
        calibration.plus(other.calibration),
        worst.plus(other.worst));
  }

  public LabelSets measures(WorstExamples.Names of, SetFacts training, double threshold) {
    LabelNames names = of.labels();
    return new LabelSets(
        matches.sequences(),
        names.other(),
        threshold,
        matches.exact(),
        matches.unknown(),
        matches.nats(),
        matches.f1(),
        IntStream.range(0, baselines.size())
            .mapToObj(i -> baselines.get(i).measures(training.baselines().get(i).name()))
            .toList(),
        matches.byLabel(names),
        IntStream.range(0, scores.size())
            .mapToObj(label -> ClassSums.ranking(names.name(label), scores.get(label)))
            .filter(ranking -> Double.isFinite(ranking.area()))
            .toList(),
        calibration.bins(),
        worst.measures(of));
  }
}
