package org.ravel.network.head;

import java.util.Arrays;

/**
 * A linear chain of labels (Lafferty, McCallum and Pereira 2001): a path of labels y over the steps
 * of a row has the score start[y₁] + Σ x[t][yₜ] + Σ transition[yₜ₋₁][yₜ] + end[y_T], and the
 * probability exp(score) / Z, Z the sum over all paths.
 *
 * @param labels how many there are
 * @param starts score of each first label
 * @param transitions score of each pair of neighbours, {@code [from · labels + to]}
 * @param ends score of each last label
 */
record LabelChain(int labels, double[] starts, double[] transitions, double[] ends) {
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

  /** The scores of paths of one step, without an end. */
  double[] first(LabelScores row) {
    return add(row, 0, starts.clone());
  }

  /** Adds the scores of a step. */
  double[] add(LabelScores row, int step, double[] sums) {
    for (int label = 0; label < labels; label++) {
      sums[label] += row.at(step, label);
    }
    return sums;
  }

  static double[] add(double[] a, double[] b) {
    double[] sums = a.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += b[i];
    }
    return sums;
  }

  static int greatest(double[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
