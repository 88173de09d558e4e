package org.ravel.evaluation.label;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.label.SpanLabels.Span;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.evaluation.unit.Statistic;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;

/**
 * The metrics of labels. A label that the set lacks is a target without a likelihood, and wrong.
 *
 * @param spans the labels' spans; null where they are no labels of spans
 * @param byLabel whether the labels are counted apart, for macro F1: three more sums for each
 */
public record LabelUnits(LabelNames names, SpanLabels spans, boolean byLabel)
    implements UnitMetrics {
  private static final int MEASURED = 3;
  private static final int BEHIND = 4;

  @Override
  public int width() {
    return labels() + (byLabel ? F1Sums.WIDTH * names.other() : 0);
  }

  /** Where the sums of the first label begin. */
  private int labels() {
    return BEHIND + (spans == null ? 0 : F1Sums.WIDTH);
  }

  @Override
  public Set<Metric> shown() {
    Set<Metric> shown = EnumSet.of(Metric.ACCURACY, Metric.LOSS);
    if (spans != null) {
      shown.add(Metric.SPAN_F1);
    }
    if (byLabel) {
      shown.add(Metric.MACRO_F1);
    }
    return shown;
  }

  @Override
  public void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    Categorical labels = (Categorical) prediction;
    int[] gold = new int[to - from];
    int[] predicted = new int[to - from];
    for (int step = from; step < to; step++) {
      Answer answer = Answer.of(names, targets, step, labels);
      gold[step - from] = answer.gold();
      predicted[step - from] = answer.predicted();
      sums[at + TARGETS]++;
      sums[at + NATS] += answer.nats();
      sums[at + HITS] += answer.isRight() ? 1 : 0;
      sums[at + MEASURED] += answer.gold() == names.other() ? 0 : 1;
      if (byLabel) {
        count(answer.gold(), F1Sums.GOLD, sums, at);
        count(answer.predicted(), F1Sums.PREDICTED, sums, at);
        count(answer.isRight() ? answer.gold() : names.other(), F1Sums.RIGHT, sums, at);
      }
    }
    if (spans != null) {
      List<Span> wanted = spans.spans(gold);
      List<Span> given = spans.spans(predicted);
      sums[at + BEHIND + F1Sums.GOLD] += wanted.size();
      sums[at + BEHIND + F1Sums.PREDICTED] += given.size();
      sums[at + BEHIND + F1Sums.RIGHT] +=
          given.stream().filter(new HashSet<>(wanted)::contains).count();
    }
  }

  private void count(int label, int which, double[] sums, int at) {
    if (label != names.other()) {
      sums[at + labels() + F1Sums.WIDTH * label + which]++;
    }
  }

  @Override
  public double measured(double[] sums) {
    return sums[MEASURED];
  }

  @Override
  public Statistic statistic(Metric metric) {
    return switch (metric) {
      case ACCURACY -> sums -> sums[HITS] / sums[TARGETS];
      case LOSS -> this::loss;
      case SPAN_F1 -> {
        F1Sums.requireCounted(spans != null, metric);
        yield sums -> F1Sums.of(sums, BEHIND);
      }
      case MACRO_F1 -> {
        F1Sums.requireCounted(byLabel, metric);
        yield sums -> F1Sums.mean(sums, labels(), width());
      }
      case PERPLEXITY, MICRO_F1, BLEU, CHRF, CIDER, RMSE ->
          throw new IllegalArgumentException("%s of labels".formatted(metric));
    };
  }
}
