package org.ravel.hiddenmarkov.inference;

/** How often each symbol is expected to have been emitted in each state. */
final class SymbolCounts implements EmissionCounts<int[]> {
  private static final long serialVersionUID = 1L;

  private final int states;
  private final int symbols;

  /** Shape [symbols, states]. */
  private final double[] emissions;

  SymbolCounts(int states, int symbols) {
    this.states = states;
    this.symbols = symbols;
    this.emissions = new double[Math.multiplyExact(states, symbols)];
  }

  @Override
  public void add(int[] sequence, int step, double[] posteriors) {
    int at = sequence[step] * states;
    for (int state = 0; state < states; state++) {
      emissions[at + state] += posteriors[state];
    }
  }

  @Override
  public void add(EmissionCounts<int[]> other) {
    Shares.add(emissions, ((SymbolCounts) other).emissions);
  }

  @Override
  public double[] occupied() {
    double[] occupied = new double[states];
    for (int symbol = 0; symbol < symbols; symbol++) {
      for (int state = 0; state < states; state++) {
        occupied[state] += emissions[symbol * states + state];
      }
    }
    return occupied;
  }

  @Override
  public DiscreteHmm maximised(MarkovChain chain, Hmm<int[]> before) {
    return shares(chain, emissions.clone(), ((DiscreteHmm) before).emissions());
  }

  @Override
  public DiscreteHmm smoothed(MarkovChain chain, Hmm<int[]> before, double added) {
    double[] next = emissions.clone();
    Shares.add(next, added);
    return shares(chain, next, null);
  }

  private DiscreteHmm shares(MarkovChain chain, double[] next, double[] before) {
    for (int state = 0; state < states; state++) {
      Shares.normalise(next, state, states, symbols, before);
    }
    return new DiscreteHmm(chain, symbols, next);
  }
}
