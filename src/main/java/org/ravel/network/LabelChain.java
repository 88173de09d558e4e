package org.ravel.network;

import java.util.Arrays;

/**
 * A linear chain of labels (Lafferty, McCallum and Pereira 2001): a path of labels y over the steps
 * of a row has the score start[y₁] + Σ x[t][yₜ] + Σ transition[yₜ₋₁][yₜ] + end[y_T], and the
 * probability exp(score) / Z, Z the sum over all paths.
 *
 * <p>All sums over paths are kept as logarithms. Where it loses nothing, products of exponentials
 * take the place of exponentials of sums, of which there would be one for each pair of labels.
 *
 * @param labels how many there are
 * @param starts score of each first label
 * @param transitions score of each pair of neighbours, {@code [from · labels + to]}
 * @param ends score of each last label
 */
record LabelChain(int labels, double[] starts, double[] transitions, double[] ends) {
  /** Below it, a sum of products may have lost what the logarithms still tell apart. */
  private static final double SMALLEST = 1e-200;

  /** All zero: to add gradients to. */
  static LabelChain zero(int labels) {
    return new LabelChain(
        labels, new double[labels], new double[labels * labels], new double[labels]);
  }

  /** The score of a path. */
  double score(LabelScores row, int[] path) {
    double score = starts[path[0]] + ends[path[path.length - 1]];
    for (int step = 0; step < path.length; step++) {
      score += row.at(step, path[step]);
      score += step == 0 ? 0 : transitions[path[step - 1] * labels + path[step]];
    }
    return score;
  }

  /** Of two paths of the same score, the one that is smaller at the last step where they differ. */
  int[] bestPath(LabelScores row) {
    double[] best = first(row);
    int[][] cameFrom = new int[row.length()][labels];
    for (int step = 1; step < row.length(); step++) {
      double[] next = new double[labels];
      Arrays.fill(next, Double.NEGATIVE_INFINITY);
      for (int from = 0; from < labels; from++) {
        for (int to = 0; to < labels; to++) {
          double score = best[from] + transitions[from * labels + to];
          if (score > next[to]) {
            next[to] = score;
            cameFrom[step][to] = from;
          }
        }
      }
      best = add(row, step, next);
    }
    int[] path = new int[row.length()];
    path[path.length - 1] = greatest(add(best, ends));
    for (int step = path.length - 1; step > 0; step--) {
      path[step - 1] = cameFrom[step][path[step]];
    }
    return path;
  }

  /** The sums over all paths of a row, up to each step. */
  Sums sums(LabelScores row) {
    return new Sums(row);
  }

  private double[] first(LabelScores row) {
    return add(row, 0, starts.clone());
  }

  private double[] add(LabelScores row, int step, double[] sums) {
    for (int label = 0; label < labels; label++) {
      sums[label] += row.at(step, label);
    }
    return sums;
  }

  private static double[] add(double[] a, double[] b) {
    double[] sums = a.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += b[i];
    }
    return sums;
  }

  private static int greatest(double[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  private static double logSumExp(double[] numbers) {
    double greatest = Arrays.stream(numbers).max().orElseThrow();
    double sum = 0;
    for (double number : numbers) {
      sum += Math.exp(number - greatest);
    }
    return greatest + Math.log(sum);
  }

  /** A row's forward pass, from which its backward pass takes the posterior probabilities. */
  final class Sums {
    private final LabelScores row;

    /** By step and label: the logarithm of the sum over paths that end there. */
    private final double[][] upTo;

    /** The same before the step's own score is added. */
    private final double[][] before;

    private final double[] factors = new double[labels * labels];
    private final double[] greatestInto = new double[labels];
    private final double logSum;

    private Sums(LabelScores row) {
      this.row = row;
      upTo = new double[row.length()][];
      before = new double[row.length()][];
      prepareFactors();
      upTo[0] = first(row);
      for (int step = 1; step < row.length(); step++) {
        before[step] = step(upTo[step - 1]);
        upTo[step] = add(row, step, before[step].clone());
      }
      logSum = logSumExp(add(upTo[row.length() - 1], ends));
    }

    /** log Z. */
    double logSum() {
      return logSum;
    }

    private void prepareFactors() {
      Arrays.fill(greatestInto, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < factors.length; i++) {
        greatestInto[i % labels] = Math.max(greatestInto[i % labels], transitions[i]);
      }
      for (int i = 0; i < factors.length; i++) {
        factors[i] = Math.exp(transitions[i] - greatestInto[i % labels]);
      }
    }

    private double[] step(double[] from) {
      double greatest = from[greatest(from)];
      double[] sums = new double[labels];
      for (int i = 0; i < labels; i++) {
        double weight = Math.exp(from[i] - greatest);
        for (int j = 0; j < labels; j++) {
          sums[j] += weight * factors[i * labels + j];
        }
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
        scores[i] += transitions[i * labels + to];
      }
      return scores;
    }

    /**
     * Runs back through the sums, and adds to the gradient of log Z: how often each label, start,
     * transition and end is expected.
     *
     * @param posteriors the probability of each label at each step: added to, at the places of the
     *     row's scores
     * @param expected of starts, transitions and ends
     */
    void addExpected(double[] posteriors, LabelChain expected) {
      double[] posterior = add(upTo[row.length() - 1], ends);
      for (int j = 0; j < labels; j++) {
        posterior[j] = Math.exp(posterior[j] - logSum);
        expected.ends[j] += posterior[j];
      }
      for (int step = row.length() - 1; step >= 0; step--) {
        for (int j = 0; j < labels; j++) {
          posteriors[row.place(step, j)] += posterior[j];
        }
        if (step > 0) {
          posterior = back(step, posterior, expected.transitions);
        }
      }
      for (int j = 0; j < labels; j++) {
        expected.starts[j] += posterior[j];
      }
    }

    /** The posterior probabilities of the step before. */
    private double[] back(int step, double[] posterior, double[] pairs) {
      double[] from = upTo[step - 1];
      double greatest = from[greatest(from)];
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
            pairs[i * labels + j] += both;
            earlier[i] += both;
          }
        }
      }
      for (int i = 0; i < labels; i++) {
        double weight = Math.exp(from[i] - greatest);
        for (int j = 0; j < labels; j++) {
          double both = weight * factors[i * labels + j] * ratios[j];
          pairs[i * labels + j] += both;
          earlier[i] += both;
        }
      }
      return earlier;
    }
  }
}
