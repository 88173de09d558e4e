package org.ravel.decoding;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How the next token is drawn from logits.
 *
 * @param temperature the logits are divided by it; 0 takes the most probable token
 * @param topK only so many of the most probable tokens can be drawn; 0 for all
 * @param topP only the fewest most probable tokens can be drawn that have this probability together
 *     (Holtzman et al. 2020); 1 for all
 */
public record Sampling(double temperature, int topK, double topP) {

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
    double[] weights = new double[logits.length];
    double floor = threshold(logits);
    for (int id = 0; id < logits.length; id++) {
      weights[id] = logits[id] >= floor ? Math.exp((logits[id] - logits[best]) / temperature) : 0;
    }
    if (topP < 1) {
      cutTail(weights);
    }
    double total = 0;
    for (double weight : weights) {
      total += weight;
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

  /** Leaves the largest weights that are the wanted share of all; tokens of one weight together. */
  private void cutTail(double[] weights) {
    double[] sorted = weights.clone();
    Arrays.sort(sorted);
    double wanted = topP * Arrays.stream(sorted).sum();
    double kept = 0;
    int last = sorted.length;
    while (last > 0 && kept < wanted) {
      kept += sorted[--last];
    }
    double least = sorted[Math.min(last, sorted.length - 1)];
    for (int id = 0; id < weights.length; id++) {
      weights[id] = weights[id] >= least ? weights[id] : 0;
    }
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
