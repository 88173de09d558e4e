package org.ravel.evaluation.mixing;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What each model of a mixture says of the targets of a block: its probabilities in units of the
 * largest one of each target, so that none of the largest is too small to be a number.
 */
public final class PartRatios implements Serializable {
  private static final int FIRST_TARGETS = 256;

  private final int models;
  private double[] ratios;
  private int targets;

  /** Sum of the least nats of each target: those of the largest probabilities. */
  private double leastNats;

  PartRatios(int models) {
    this.models = models;
    this.ratios = new double[models * FIRST_TARGETS];
  }

  /** Adds a target. */
  void add(double[] nats) {
    int at = targets * models;
    if (at == ratios.length) {
      ratios = Arrays.copyOf(ratios, Math.multiplyExact(at, 2));
    }
    double least = Arrays.stream(nats).min().orElseThrow();
    for (int model = 0; model < models; model++) {
      ratios[at + model] = Math.exp(least - nats[model]);
    }
    leastNats += least;
    targets++;
  }

  /** Without the room for further targets. */
  PartRatios trimmed() {
    ratios = Arrays.copyOf(ratios, targets * models);
    return this;
  }

  /** The expectation of EM: how many of the targets each model is responsible for. */
  WeightSums expect(double[] weights) {
    double[] shares = new double[models];
    double nats = leastNats;
    for (int target = 0; target < targets; target++) {
      int at = target * models;
      double all = 0;
      for (int model = 0; model < models; model++) {
        all += weights[model] * ratios[at + model];
      }
      for (int model = 0; model < models; model++) {
        shares[model] += weights[model] * ratios[at + model] / all;
      }
      nats -= Math.log(all);
    }
    return WeightSums.of(shares, nats, targets);
  }
}
