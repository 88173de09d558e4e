package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A hidden Markov model whose states emit symbols.
 *
 * @param symbols how many there are; their ids are 0 to one less
 * @param emissions the probability of each symbol in each state, shape [symbols, states]
 */
public record DiscreteHmm(MarkovChain chain, int symbols, double[] emissions)
    implements Hmm<int[]> {

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

  @Override
  public long parameters() {
    return chain.parameters() + chain.states() * (symbols - 1L);
  }

  @Override
  public int steps(int[] sequence) {
    return sequence.length;
  }

  @Override
  public long seen(int[] sequence) {
    return sequence.length;
  }

  @Override
  public double emit(int[] sequence, double[] into) {
    int states = chain.states();
    for (int step = 0; step < sequence.length; step++) {
      System.arraycopy(emissions, sequence[step] * states, into, step * states, states);
    }
    return 0;
  }

  @Override
  public EmissionCounts<int[]> counts() {
    return new SymbolCounts(chain.states(), symbols);
  }

  /**
   * A model at random, to begin with: all transitions are about as probable, and each state emits
   * symbols about as often as they occur, with a factor of its own for each.
   *
   * @param counts how often each symbol occurs
   */
  public static DiscreteHmm random(int states, long[] counts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] starts = new double[states];
    Arrays.fill(starts, 1.0 / states);
    double[] transitions = new double[states * states];
    double[] emissions = new double[states * counts.length];
    for (int state = 0; state < states; state++) {
      MarkovChain.drawTransitions(random, transitions, state, states);
      double all = 0;
      for (int symbol = 0; symbol < counts.length; symbol++) {
        double factor = -Math.log(1 - random.nextDouble());
        emissions[symbol * states + state] = counts[symbol] * factor;
        all += emissions[symbol * states + state];
      }
      for (int symbol = 0; symbol < counts.length; symbol++) {
        emissions[symbol * states + state] /= all;
      }
    }
    return new DiscreteHmm(
        MarkovChain.endless(states, starts, transitions), counts.length, emissions);
  }
}
