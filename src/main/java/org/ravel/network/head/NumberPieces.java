package org.ravel.network.head;

import java.util.Arrays;

/**
 * The mean of what the pieces' numbers follow from: of labels that are there or not the mean of
 * their log-odds.
 */
final class NumberPieces implements PieceMean {
  private final RealDistribution distribution;
  private final double[] sums;
  private int pieces;

  NumberPieces(RealDistribution distribution) {
    this.distribution = distribution;
    this.sums = new double[distribution.sums()];
  }

  @Override
  public void add(Prediction prediction, int row) {
    ((RealPrediction) prediction).addSums(row, 0, sums);
    pieces++;
  }

  @Override
  public RealPrediction prediction() {
    return new RealPrediction(
        distribution, Arrays.stream(sums).map(sum -> sum / pieces).toArray(), 1);
  }
}
