package org.ravel.evaluation.recognition;

import java.util.EnumSet;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Column;

/**
 * The metrics of strings. A target is a decision about a label, and a hit a string all of whose
 * answers are right.
 *
 * @param threshold probability from which a label is one of a set, and a string is accepted
 */
public record RecognitionUnits(Column.Sets column, double threshold) implements UnitMetrics {
  private static final int STRINGS = 3;

  @Override
  public int width() {
    return STRINGS + 1;
  }

  @Override
  public Set<Metric> shown() {
    return EnumSet.of(Metric.ACCURACY, Metric.LOSS);
  }

  @Override
  public void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    if (from == to) {
      return;
    }
    StringAnswer answer = StringAnswer.of(column, threshold, targets, (RealPrediction) prediction);
    sums[at + TARGETS] += answer.decisions();
    sums[at + NATS] += answer.nats();
    sums[at + HITS] += answer.isRight() ? 1 : 0;
    sums[at + STRINGS]++;
  }

  @Override
  public Statistic statistic(Metric metric) {
    return switch (metric) {
      case ACCURACY -> sums -> sums[HITS] / sums[STRINGS];
      case LOSS -> this::loss;
      case PERPLEXITY, SPAN_F1, MICRO_F1, MACRO_F1, BLEU, CHRF, CIDER, RMSE ->
          throw new IllegalArgumentException("%s of strings".formatted(metric));
    };
  }
}
