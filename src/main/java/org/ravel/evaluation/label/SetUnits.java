package org.ravel.evaluation.label;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.measure.Matches;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;

/**
 * The metrics of sets of labels. A target is a sequence, and a hit one whose set is right.
 *
 * @param threshold probability from which a label is given
 * @param byLabel whether the labels are counted apart, for macro F1: three more sums for each
 */
public record SetUnits(LabelNames names, double threshold, boolean byLabel) implements UnitMetrics {
  private static final int ALL = 3;
  private static final int LABELS = 6;

  @Override
  public int width() {
    return LABELS + (byLabel ? F1Sums.WIDTH * names.other() : 0);
  }

  @Override
  public Set<Metric> shown() {
    Set<Metric> shown = EnumSet.of(Metric.MICRO_F1, Metric.ACCURACY, Metric.LOSS);
    if (byLabel) {
      shown.add(Metric.MACRO_F1);
    }
    return shown;
  }

  @Override
  public void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    if (from == to) {
      return;
    }
    RealPrediction labels = (RealPrediction) prediction;
    SetAnswer answer =
        SetAnswer.of(
            names,
            targets.set(),
            threshold,
            (label, isThere) -> labels.nats(targets.row(), 0, label, isThere ? 1 : 0));
    sums[at + TARGETS]++;
    sums[at + NATS] += answer.nats();
    sums[at + HITS] += answer.isRight() ? 1 : 0;
    Matches matches = answer.matches();
    sums[at + ALL + F1Sums.RIGHT] += matches.right();
    sums[at + ALL + F1Sums.PREDICTED] += matches.predicted();
    sums[at + ALL + F1Sums.GOLD] += matches.gold();
    if (byLabel) {
      BitSet right = (BitSet) answer.gold().clone();
      right.and(answer.predicted());
      count(right, F1Sums.RIGHT, sums, at);
      count(answer.predicted(), F1Sums.PREDICTED, sums, at);
      count(answer.gold(), F1Sums.GOLD, sums, at);
    }
  }

  private static void count(BitSet labels, int which, double[] sums, int at) {
    labels.stream().forEach(label -> sums[at + LABELS + F1Sums.WIDTH * label + which]++);
  }

  @Override
  public Statistic statistic(Metric metric) {
    return switch (metric) {
      case ACCURACY -> sums -> sums[HITS] / sums[TARGETS];
      case LOSS -> this::loss;
      case MICRO_F1 -> sums -> F1Sums.of(sums, ALL);
      case MACRO_F1 -> {
        F1Sums.requireCounted(byLabel, metric);
        yield sums -> F1Sums.mean(sums, LABELS, width());
      }
      case PERPLEXITY, SPAN_F1, BLEU, CHRF, CIDER, RMSE ->
          throw new IllegalArgumentException("%s of sets of labels".formatted(metric));
    };
  }
}
