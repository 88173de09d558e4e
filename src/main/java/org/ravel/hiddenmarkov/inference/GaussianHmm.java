package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A hidden Markov model whose states emit vectors of real numbers, which are independent of each
 * other given the state (diagonal covariance; Rabiner 1989, IV A):
 *
 * <pre>
 * ln b(j, y) = −½ Σ_i [ ln 2π v(j, i) + (y(i) − μ(j, i))² / v(j, i) ]
 * </pre>
 *
 * A sequence is an array of the shape [steps, width]. A number that is missing is NaN: it is left
 * out of the sum, which integrates over it exactly.
 *
 * @param width numbers of a vector
 * @param means shape [states, width]
 * @param variances of the same shape
 * @param leastVariances what no state's variance is below, shape [width]: without it the likelihood
 *     of a state that has but one vector would grow without bound
 */
public record GaussianHmm(
    MarkovChain chain, int width, double[] means, double[] variances, double[] leastVariances)
    implements Hmm<double[]> {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /**
   * The least of a step's densities beside the greatest: where a state that cannot be reached is by
   * far the most likely one, those that can be are not lost to rounding.
   */
  private static final double LEAST_LOG_RATIO = -600;

  /**
   * A model.
   *
   * @throws IllegalArgumentException if the shapes do not fit, or if a number is not finite or a
   *     variance below the least
   */
  public GaussianHmm {
    int numbers = Math.multiplyExact(chain.states(), width);
    MarkovChain.require(width >= 1, "it emits no number");
    MarkovChain.require(
        means.length == numbers && variances.length == numbers && leastVariances.length == width,
        "its means or variances are of another number of states or numbers");
    MarkovChain.require(
        Arrays.stream(means).allMatch(Double::isFinite), "a mean is no finite number");
    MarkovChain.require(
        Arrays.stream(leastVariances).allMatch(least -> least > 0),
        "a least variance is not above 0");
    for (int i = 0; i < numbers; i++) {
      MarkovChain.require(
          variances[i] >= leastVariances[i % width] && variances[i] < Double.POSITIVE_INFINITY,
          "a variance is below the least, or no finite number");
    }
  }

  @Override
  public long parameters() {
    return chain.parameters() + 2L * means.length;
  }

  @Override
  public int steps(double[] sequence) {
    return sequence.length / width;
  }

  @Override
  public long seen(double[] sequence) {
    return Arrays.stream(sequence).filter(number -> !Double.isNaN(number)).count();
  }

  @Override
  public double emit(double[] sequence, double[] emissions) {
    int states = chain.states();
    double[] logScales =
        IntStream.range(0, variances.length)
            .mapToDouble(i -> LOG_TWO_PI + Math.log(variances[i]))
            .toArray();
    double factors = 0;
    for (int step = 0; step < steps(sequence); step++) {
      int at = step * states;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int state = 0; state < states; state++) {
        emissions[at + state] = logDensity(sequence, step * width, state * width, logScales);
        greatest = Math.max(greatest, emissions[at + state]);
      }
      for (int state = 0; state < states; state++) {
        emissions[at + state] =
            Math.exp(Math.max(LEAST_LOG_RATIO, emissions[at + state] - greatest));
      }
      factors += greatest;
    }
    return factors;
  }

  private double logDensity(double[] sequence, int at, int of, double[] logScales) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double distance = sequence[at + i] - means[of + i];
      if (!Double.isNaN(distance)) {
        sum += logScales[of + i] + distance * distance / variances[of + i];
      }
    }
    return -sum / 2;
  }

  @Override
  public EmissionCounts<double[]> counts() {
    return new GaussianCounts(chain.states(), width, means);
  }
}
