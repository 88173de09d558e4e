package org.ravel.evaluation.unit;

import java.util.EnumSet;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;

/**
 * The metrics of a model of text, from targets, nats and hits: of a language model, or of a decoder
 * that reads the true tokens before each.
 */
public record TextUnits() implements UnitMetrics {

  @Override
  public int width() {
    return 3;
  }

  @Override
  public Set<Metric> shown() {
    return EnumSet.of(Metric.PERPLEXITY, Metric.ACCURACY);
  }

  @Override
  public void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    Categorical tokens = (Categorical) prediction;
    for (int step = from; step < to; step++) {
      int token = targets.symbol(step);
      double nats = tokens.nats(targets.row(), step, token);
      sums[at + TARGETS]++;
      sums[at + NATS] += nats;
      // A model whose outputs are not numbers has hit nothing.
      if (Double.isFinite(nats) && tokens.rank(targets.row(), step, token) < 1) {
        sums[at + HITS]++;
      }
    }
  }

  @Override
  public Statistic statistic(Metric metric) {
    return switch (metric) {
      case PERPLEXITY -> sums -> Math.exp(loss(sums));
      case ACCURACY -> sums -> sums[HITS] / sums[TARGETS];
      case LOSS -> this::loss;
      case SPAN_F1, MICRO_F1, MACRO_F1, BLEU, CHRF, CIDER, RMSE ->
          throw new IllegalArgumentException("%s of text".formatted(metric));
    };
  }
}
