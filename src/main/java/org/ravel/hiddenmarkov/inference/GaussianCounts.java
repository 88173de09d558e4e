package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;

/**
 * How often each number is expected to have been emitted in each state, and the sums of its
 * distances from the state's mean of before and of their squares: sums of squares of the numbers
 * themselves would lose the digits of a variance that is small beside the mean.
 */
final class GaussianCounts implements EmissionCounts<double[]> {
  private static final long serialVersionUID = 1L;

  /** Of fewer expected numbers than that no mean is taken. */
  private static final double LEAST_COUNT = 1e-6;

  private final int width;

  /** Shape [states, width], as the arrays below. */
  private final double[] centres;

  private final double[] counts;
  private final double[] distances;
  private final double[] squares;
  private final double[] occupied;

  GaussianCounts(int states, int width, double[] centres) {
    this.width = width;
    this.centres = centres;
    this.counts = new double[centres.length];
    this.distances = new double[centres.length];
    this.squares = new double[centres.length];
    this.occupied = new double[states];
  }

  @Override
  public void add(double[] sequence, int step, double[] posteriors) {
    Shares.add(occupied, posteriors);
    for (int i = 0; i < width; i++) {
      double number = sequence[step * width + i];
      if (!Double.isNaN(number)) {
        for (int state = 0; state < occupied.length; state++) {
          int at = state * width + i;
          double distance = number - centres[at];
          counts[at] += posteriors[state];
          distances[at] += posteriors[state] * distance;
          squares[at] += posteriors[state] * distance * distance;
        }
      }
    }
  }

  @Override
  public void add(EmissionCounts<double[]> other) {
    GaussianCounts further = (GaussianCounts) other;
    if (!Arrays.equals(centres, further.centres)) {
      throw new IllegalArgumentException("these counts are of another model");
    }
    Shares.add(counts, further.counts);
    Shares.add(distances, further.distances);
    Shares.add(squares, further.squares);
    Shares.add(occupied, further.occupied);
  }

  @Override
  public double[] occupied() {
    return occupied.clone();
  }

  @Override
  public GaussianHmm maximised(MarkovChain chain, Hmm<double[]> before) {
    GaussianHmm model = (GaussianHmm) before;
    double[] means = model.means().clone();
    double[] variances = model.variances().clone();
    for (int at = 0; at < means.length; at++) {
      if (counts[at] > LEAST_COUNT) {
        double shift = distances[at] / counts[at];
        means[at] = centres[at] + shift;
        variances[at] =
            Math.max(model.leastVariances()[at % width], squares[at] / counts[at] - shift * shift);
      }
    }
    return new GaussianHmm(chain, width, means, variances, model.leastVariances());
  }

  /** Variances have a least one: nothing is added to them. */
  @Override
  public GaussianHmm smoothed(MarkovChain chain, Hmm<double[]> before, double added) {
    return maximised(chain, before);
  }
}
