package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Models at random whose states emit vectors, to begin with. All transitions are about as probable.
 * The means are vectors of the data, drawn as k-means++ draws centres (Arthur and Vassilvitskii
 * 2007): each with a probability that grows with the square of its distance from those that were
 * drawn before it, in standard deviations. All variances are those of the data.
 *
 * @param vectors of the data, of which none is missing wholly
 * @param means of the data, shape [width], for numbers that are missing
 * @param variances of the data, above 0
 * @param leastVariances as {@link GaussianHmm} has them, no greater than the variances
 */
public record FirstGaussians(
    double[][] vectors, double[] means, double[] variances, double[] leastVariances) {

  /** A model. */
  public GaussianHmm of(int states, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = means.length;
    double[] starts = new double[states];
    Arrays.fill(starts, 1.0 / states);
    double[] transitions = new double[states * states];
    double[] first = new double[states * width];
    double[] spread = new double[states * width];
    double[] distances = new double[vectors.length];
    Arrays.fill(distances, 1);
    for (int state = 0; state < states; state++) {
      MarkovChain.drawTransitions(random, transitions, state, states);
      double[] centre = filled(draw(distances, random));
      System.arraycopy(centre, 0, first, state * width, width);
      System.arraycopy(variances, 0, spread, state * width, width);
      for (int i = 0; i < vectors.length; i++) {
        double distance = distance(centre, filled(vectors[i]));
        distances[i] = state == 0 ? distance : Math.min(distances[i], distance);
      }
    }
    return new GaussianHmm(
        MarkovChain.endless(states, starts, transitions), width, first, spread, leastVariances);
  }

  /** Where all vectors have been drawn, one of them again. */
  private double[] draw(double[] weights, SplittableRandom random) {
    double sum = Arrays.stream(weights).sum();
    double left = random.nextDouble() * sum;
    int last = random.nextInt(vectors.length);
    for (int i = 0; sum > 0 && i < weights.length && left >= 0; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
      }
    }
    return vectors[last];
  }

  private double[] filled(double[] vector) {
    double[] filled = vector.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? means[i] : filled[i];
    }
    return filled;
  }

  private double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]) / variances[i];
    }
    return sum;
  }
}
