package org.ravel.evaluation.forecast;

import java.util.EnumSet;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.RealField;

/**
 * The metrics of a model that predicts numbers, from the squared errors of its means. They are
 * those of scaled values, so that each series or number counts alike, whatever its unit.
 */
public record SeriesUnits() implements UnitMetrics {
  /** Place of the squared errors among the sums. */
  private static final int SQUARES = 3;

  @Override
  public int width() {
    return SQUARES + 1;
  }

  @Override
  public Set<Metric> shown() {
    return EnumSet.of(Metric.RMSE);
  }

  @Override
  public void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    RealPrediction said = (RealPrediction) prediction;
    RealField values = (RealField) targets.batch().targets();
    for (int step = from; step < to; step++) {
      int place = (step * values.rows() + targets.row()) * values.width();
      for (int number = 0; number < values.width(); number++) {
        float value = values.numbers()[place + number];
        if (!Float.isNaN(value)) {
          double error = value - said.mean(targets.row(), step, number);
          sums[at + TARGETS]++;
          sums[at + NATS] += said.nats(targets.row(), step, number, value);
          sums[at + SQUARES] += error * error;
        }
      }
    }
  }

  @Override
  public Statistic statistic(Metric metric) {
    return switch (metric) {
      case RMSE -> sums -> Math.sqrt(sums[SQUARES] / sums[TARGETS]);
      case LOSS -> this::loss;
      case PERPLEXITY, ACCURACY, SPAN_F1, MICRO_F1, MACRO_F1, BLEU, CHRF, CIDER ->
          throw new IllegalArgumentException("%s of numbers".formatted(metric));
    };
  }
}
