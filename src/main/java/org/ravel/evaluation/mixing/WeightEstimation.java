package org.ravel.evaluation.mixing;

import java.util.Arrays;
import java.util.function.Function;
import org.ravel.error.InputException;

/**
 * Fits the weights of a mixture by expectation and maximisation (Dempster, Laird and Rubin 1977;
 * for mixtures of language models Jelinek and Mercer 1980): each weight becomes the mean share that
 * its model has in the probabilities of the targets,
 *
 * <pre>w(i) ← 1/N · Σ w(i)·p(i, target) / Σ w(j)·p(j, target)</pre>
 *
 * <p>No round makes the loss larger, and there is but one minimum: the loss is convex in the
 * weights.
 */
final class WeightEstimation {
  /** Weights are shown with four digits. */
  private static final double SMALLEST_CHANGE = 1e-6;

  private static final int MOST_ROUNDS = 500;

  private WeightEstimation() {}

  /**
   * From equal weights to the best ones.
   *
   * @param models number of weights
   * @param expectation sums of all targets with given weights
   * @throws InputException if a model gives probabilities that are no numbers
   */
  static FittedWeights fit(int models, Function<double[], WeightSums> expectation) {
    double[] weights = new double[models];
    Arrays.fill(weights, 1.0 / models);
    for (int round = 1; ; round++) {
      WeightSums sums = expectation.apply(weights);
      if (!Double.isFinite(sums.loss())) {
        throw new InputException(
            "a model of model.mixture.models gives probabilities that are no numbers, or all of them give a token none; evaluate each, and name others");
      }
      double[] next = sums.weights();
      double change = 0;
      for (int model = 0; model < models; model++) {
        change = Math.max(change, Math.abs(next[model] - weights[model]));
      }
      weights = next;
      if (change < SMALLEST_CHANGE || round == MOST_ROUNDS) {
        return new FittedWeights(weights, sums.targets(), round);
      }
    }
  }
}
