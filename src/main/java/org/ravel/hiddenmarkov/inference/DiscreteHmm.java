package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;

/**
 * A hidden Markov model whose states emit symbols.
 *
 * @param symbols how many there are; their ids are 0 to one less
 * @param emissions the probability of each symbol in each state, shape [symbols, states]
 */
public record DiscreteHmm(MarkovChain chain, int symbols, double[] emissions)
    implements Serializable {

  /**
   * A model.
   *
   * @throws IllegalArgumentException if the shapes do not fit, or if a state's emissions are no
   *     distribution
   */
  public DiscreteHmm {
    int states = chain.states();
    MarkovChain.require(symbols >= 1, "it emits no symbol");
    MarkovChain.require(
        emissions.length == (long) symbols * states,
        "its emissions are of another number of states or symbols");
    double[] state = new double[symbols];
    for (int i = 0; i < states; i++) {
      for (int symbol = 0; symbol < symbols; symbol++) {
        state[symbol] = emissions[symbol * states + i];
      }
      MarkovChain.requireDistribution(state, 0, symbols, 0, "of emissions");
    }
  }

  /** Number of hidden states. */
  public int states() {
    return chain.states();
  }

  /** Numbers that are free: of each distribution all but one. */
  public long parameters() {
    long states = chain.states();
    return states - 1 + states * (states - 1) + states * (symbols - 1L);
  }
}
