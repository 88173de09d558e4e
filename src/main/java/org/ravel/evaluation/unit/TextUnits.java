package org.ravel.evaluation.unit;

import org.ravel.config.GateConfig;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.Categorical;
import org.ravel.network.Prediction;

/** Perplexity and accuracy of a language model, from targets, nats and hits. */
public record TextUnits() implements UnitMetrics {
  private static final int NATS = 1;
  private static final int HITS = 2;

  @Override
  public int width() {
    return 3;
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
  public Statistic statistic(GateConfig.Metric metric) {
    return switch (metric) {
      case PERPLEXITY -> sums -> Math.exp(sums[NATS] / sums[TARGETS]);
      case ACCURACY -> sums -> sums[HITS] / sums[TARGETS];
    };
  }
}
