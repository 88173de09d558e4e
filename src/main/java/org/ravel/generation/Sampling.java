package org.ravel.generation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How the next token is drawn from logits.
 *
 * @param temperature the logits are divided by it; 0 takes the most probable token
 * @param topK only so many of the most probable tokens can be drawn; 0 for all
 */
public record Sampling(double temperature, int topK) {

  /**
   * Draws a token.
   *
   * @param logits unnormalised log-probabilities by token id; −∞ excludes a token
   */
  public int draw(float[] logits, RandomGenerator random) {
    int best = argMax(logits);
    if (temperature == 0) {
      return best;
    }
    double floor = threshold(logits);
    double[] weights = new double[logits.length];
    double total = 0;
    for (int id = 0; id < logits.length; id++) {
      if (logits[id] >= floor) {
        weights[id] = Math.exp((logits[id] - logits[best]) / temperature);
        total += weights[id];
      }
    }
    double point = random.nextDouble() * total;
    for (int id = 0; id < weights.length; id++) {
      point -= weights[id];
      if (point < 0) {
        return id;
      }
    }
    // Rounding may leave a sliver behind the last weight.
    return best;
  }

  /** The smallest logit that can still be drawn. */
  private double threshold(float[] logits) {
    if (topK == 0 || topK >= logits.length) {
      return Double.NEGATIVE_INFINITY;
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - topK];
  }

  private static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
