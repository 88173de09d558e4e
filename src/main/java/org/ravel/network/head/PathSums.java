package org.ravel.network.head;

import java.util.Arrays;
import org.ravel.kernel.Doubles;

/**
 * Sums over all paths of a {@link LabelChain}, by the forward pass of Rabiner (1989), and the
 * probabilities of labels, which are its derivatives, by running back through it.
 *
 * <p>Sums are kept as logarithms. Where it loses nothing, a product of exponentials takes the place
 * of the exponential of a sum, of which there would be one for each pair of labels. Not for use by
 * several threads.
 */
final class PathSums {
  /** Below it, a sum of products may have lost what the logarithms still tell apart. */
  private static final double SMALLEST = 1e-200;

  private final LabelChain chain;
  private final int labels;

  /** The greatest score of a transition into each label. */
  private final double[] greatestInto;

  /** By pair of labels: exp(transition − greatestInto). */
  private final double[] factors;

  private LabelScores row;

  /** By step and label: the logarithm of the sum over paths that end there. */
  private double[][] upTo;

  /** The same before the step's own score is added. */
  private double[][] before;

  private double logSum;

  PathSums(LabelChain chain) {
    this.chain = chain;
    labels = chain.labels();
    greatestInto = new double[labels];
    Arrays.fill(greatestInto, Double.NEGATIVE_INFINITY);
    factors = chain.transitions().clone();
    for (int i = 0; i < factors.length; i++) {
      greatestInto[i % labels] = Math.max(greatestInto[i % labels], factors[i]);
    }
    for (int i = 0; i < factors.length; i++) {
      factors[i] = Math.exp(factors[i] - greatestInto[i % labels]);
    }
  }

  /** Sums over the paths of a row: log Z. */
  double run(LabelScores scores) {
    row = scores;
    upTo = new double[row.length()][];
    before = new double[row.length()][];
    upTo[0] = chain.first(row);
    for (int step = 1; step < row.length(); step++) {
      before[step] = step(upTo[step - 1]);
      upTo[step] = chain.add(row, step, before[step].clone());
    }
    logSum = logSumExp(LabelChain.add(upTo[row.length() - 1], chain.ends()));
    return logSum;
  }

  private double[] step(double[] from) {
    double greatest = from[LabelChain.greatest(from)];
    double[] sums = new double[labels];
    for (int i = 0; i < labels; i++) {
      Doubles.addScaled(sums, 0, Math.exp(from[i] - greatest), factors, i * labels, labels);
    }
    for (int j = 0; j < labels; j++) {
      sums[j] =
          sums[j] > SMALLEST
              ? Math.log(sums[j]) + greatest + greatestInto[j]
              : logSumExp(into(from, j));
    }
    return sums;
  }

  /** Scores of the ways into a label. */
  private double[] into(double[] from, int to) {
    double[] scores = from.clone();
    for (int i = 0; i < labels; i++) {
      scores[i] += chain.transitions()[i * labels + to];
    }
    return scores;
  }

  private static double logSumExp(double[] numbers) {
    double greatest = Arrays.stream(numbers).max().orElseThrow();
    double sum = 0;
    for (double number : numbers) {
      sum += Math.exp(number - greatest);
    }
    return greatest + Math.log(sum);
  }

  /**
   * Of the row that was run last: adds the probability of each label at each step, and how often
   * each start, transition and end is expected.
   *
   * @param posteriors added to, at the places of the row's scores
   * @param expected of starts, transitions and ends
   */
  void addExpected(double[] posteriors, LabelChain expected) {
    double[] posterior = LabelChain.add(upTo[row.length() - 1], chain.ends());
    for (int j = 0; j < labels; j++) {
      posterior[j] = Math.exp(posterior[j] - logSum);
      expected.ends()[j] += posterior[j];
    }
    double[] pairs = new double[factors.length];
    for (int step = row.length() - 1; step >= 0; step--) {
      for (int j = 0; j < labels; j++) {
        posteriors[row.place(step, j)] += posterior[j];
      }
      if (step > 0) {
        posterior = back(step, posterior, pairs, expected.transitions());
      }
    }
    for (int i = 0; i < pairs.length; i++) {
      expected.transitions()[i] += pairs[i] * factors[i];
    }
    for (int j = 0; j < labels; j++) {
      expected.starts()[j] += posterior[j];
    }
  }

  /**
   * The probabilities of the labels of the step before.
   *
   * @param pairs added to: how often pairs of labels are expected, divided by their factors
   * @param transitions added to: how often those are expected that have lost their factors
   */
  private double[] back(int step, double[] posterior, double[] pairs, double[] transitions) {
    double[] from = upTo[step - 1];
    double greatest = from[LabelChain.greatest(from)];
    double[] ratios = new double[labels];
    double[] earlier = new double[labels];
    for (int j = 0; j < labels; j++) {
      double sum = Math.exp(before[step][j] - greatest - greatestInto[j]);
      if (sum > SMALLEST) {
        ratios[j] = posterior[j] / sum;
      } else {
        double[] ways = into(from, j);
        for (int i = 0; i < labels; i++) {
          double both = posterior[j] * Math.exp(ways[i] - before[step][j]);
          transitions[i * labels + j] += both;
          earlier[i] += both;
        }
      }
    }
    for (int i = 0; i < labels; i++) {
      double weight = Math.exp(from[i] - greatest);
      Doubles.addScaled(pairs, i * labels, weight, ratios, 0, labels);
      earlier[i] += weight * Doubles.dot(factors, i * labels, ratios, 0, labels);
    }
    return earlier;
  }
}
