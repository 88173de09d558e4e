package org.ravel.hiddenmarkov;

import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.kernel.Doubles;
import org.ravel.network.head.FilledDistributions;

/** What hidden states emit next, by how probable they are: p(w) = Σ p(state) · p(w | state). */
final class EmittedSymbols extends FilledDistributions {
  private final DiscreteHmm hmm;
  private final int rows;

  /** Of the next state after each step of each row: shape [steps, rows, states]. */
  private final double[] next;

  private final double[] all;

  EmittedSymbols(DiscreteHmm hmm, int rows, double[] next) {
    this.hmm = hmm;
    this.rows = rows;
    this.next = next;
    this.all = new double[hmm.symbols()];
  }

  @Override
  public int symbols() {
    return hmm.symbols();
  }

  @Override
  public double nats(int row, int step, int symbol) {
    return -Math.log(probability(row, step, symbol));
  }

  private double probability(int row, int step, int symbol) {
    int states = hmm.states();
    return Doubles.dot(
        next, (step * rows + row) * states, hmm.emissions(), symbol * states, states);
  }

  @Override
  protected double[] all(int row, int step) {
    for (int symbol = 0; symbol < all.length; symbol++) {
      all[symbol] = probability(row, step, symbol);
    }
    return all;
  }
}
