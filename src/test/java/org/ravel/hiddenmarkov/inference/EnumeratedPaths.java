package org.ravel.hiddenmarkov.inference;

import java.util.Random;

/** All paths of hidden states of a short sequence, one by one: the second source. */
public final class EnumeratedPaths {
  private final MarkovChain chain;
  private final double[] emissions;
  private final int steps;
  private double total;
  private final double[][] posteriors;
  private final double[] pairs;
  private double best = -1;
  private int[] bestPath;

  public EnumeratedPaths(MarkovChain chain, double[] emissions, int steps) {
    this.chain = chain;
    this.emissions = emissions;
    this.steps = steps;
    this.posteriors = new double[steps][chain.states()];
    this.pairs = new double[chain.states() * chain.states()];
    walk(new int[steps], 0, 1);
  }

  private void walk(int[] path, int step, double probability) {
    if (step == steps) {
      take(path, chain.ends() == null ? probability : probability * chain.ends()[path[steps - 1]]);
      return;
    }
    for (int state = 0; state < chain.states(); state++) {
      path[step] = state;
      double here =
          step == 0
              ? chain.starts()[state]
              : chain.transitions()[path[step - 1] * chain.states() + state];
      walk(path, step + 1, probability * here * emissions[step * chain.states() + state]);
    }
  }

  private void take(int[] path, double probability) {
    total += probability;
    for (int step = 0; step < steps; step++) {
      posteriors[step][path[step]] += probability;
      if (step > 0) {
        pairs[path[step - 1] * chain.states() + path[step]] += probability;
      }
    }
    if (probability > best) {
      best = probability;
      bestPath = path.clone();
    }
  }

  double total() {
    return total;
  }

  public double posterior(int step, int state) {
    return posteriors[step][state] / total;
  }

  double pair(int from, int to) {
    return pairs[from * chain.states() + to] / total;
  }

  public int[] bestPath() {
    return bestPath;
  }

  /** Numbers at random that sum to less than 1 or to 1, in pieces. */
  static double[] distributions(Random random, int rows, int width, double sum) {
    double[] numbers = new double[rows * width];
    for (int row = 0; row < rows; row++) {
      double all = 0;
      for (int i = 0; i < width; i++) {
        numbers[row * width + i] = 0.05 + random.nextDouble();
        all += numbers[row * width + i];
      }
      for (int i = 0; i < width; i++) {
        numbers[row * width + i] *= sum / all;
      }
    }
    return numbers;
  }

  /** A chain at random, whose sequences end with probability 0.2, or anywhere. */
  static MarkovChain chain(Random random, int states, boolean ends) {
    double[] starts = distributions(random, 1, states, 1);
    if (!ends) {
      return MarkovChain.endless(states, starts, distributions(random, states, states, 1));
    }
    double[] all = distributions(random, states, states + 1, 1);
    double[] transitions = new double[states * states];
    double[] ending = new double[states];
    for (int from = 0; from < states; from++) {
      System.arraycopy(all, from * (states + 1), transitions, from * states, states);
      ending[from] = all[from * (states + 1) + states];
    }
    return new MarkovChain(states, starts, transitions, ending);
  }
}
