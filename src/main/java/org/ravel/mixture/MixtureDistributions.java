package org.ravel.mixture;

import java.util.Arrays;
import java.util.List;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.FilledDistributions;

/** What the models of a mixture say of the targets of a batch, by themselves and together. */
public final class MixtureDistributions extends FilledDistributions {
  private static final int NONE = -1;

  private final List<Categorical> models;
  private final double[] weights;
  private final double[] nats;

  /** The probabilities of all tokens at one place, by one model and by all. */
  private final double[] one;

  private final double[] all;
  private int rowOfAll = NONE;
  private int stepOfAll = NONE;

  MixtureDistributions(List<Categorical> models, double[] weights) {
    this.models = models;
    this.weights = weights;
    this.nats = new double[weights.length];
    this.one = new double[models.get(0).symbols()];
    this.all = new double[one.length];
  }

  @Override
  public int symbols() {
    return one.length;
  }

  /** −ln of a symbol's probability by each model. */
  public double[] natsByModel(int row, int step, int symbol) {
    for (int model = 0; model < nats.length; model++) {
      nats[model] = models.get(model).nats(row, step, symbol);
    }
    return nats.clone();
  }

  @Override
  public double nats(int row, int step, int symbol) {
    double least = Double.POSITIVE_INFINITY;
    for (int model = 0; model < nats.length; model++) {
      nats[model] = models.get(model).nats(row, step, symbol);
      if (weights[model] > 0) {
        least = Math.min(least, nats[model]);
      }
    }
    double sum = 0;
    for (int model = 0; model < nats.length; model++) {
      if (weights[model] > 0) {
        sum += weights[model] * Math.exp(least - nats[model]);
      }
    }
    return least - Math.log(sum);
  }

  @Override
  protected double[] all(int row, int step) {
    if (row != rowOfAll || step != stepOfAll) {
      Arrays.fill(all, 0);
      for (int model = 0; model < weights.length; model++) {
        if (weights[model] == 0) {
          continue;
        }
        models.get(model).probabilities(row, step, one);
        for (int symbol = 0; symbol < one.length; symbol++) {
          all[symbol] += weights[model] * one[symbol];
        }
      }
      rowOfAll = row;
      stepOfAll = step;
    }
    return all;
  }

  @Override
  public void close() {
    models.forEach(Categorical::close);
  }
}
