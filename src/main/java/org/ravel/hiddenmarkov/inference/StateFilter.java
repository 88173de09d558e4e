package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import org.ravel.kernel.Doubles;

/**
 * The distribution of the next hidden state while a sequence is read, step by step: the forward
 * recursion of {@link ForwardBackward}. Not for use by several threads.
 */
public final class StateFilter {
  private final MarkovChain chain;
  private final double[] here;

  /** Through a chain. */
  public StateFilter(MarkovChain chain) {
    this.chain = chain;
    this.here = new double[chain.states()];
  }

  /**
   * Reads a step.
   *
   * @param next the distribution of the state at this step before it is read, which becomes that of
   *     the state at the next one; shape [states]
   * @param emissions what the states emit this step by, up to a factor; where it is 0 for all that
   *     are possible, nothing is learned from the step
   * @param at where they are in the array
   */
  public void advance(double[] next, double[] emissions, int at) {
    int states = here.length;
    double sum = 0;
    for (int state = 0; state < states; state++) {
      here[state] = next[state] * emissions[at + state];
      sum += here[state];
    }
    if (!(sum > 0)) {
      System.arraycopy(next, 0, here, 0, states);
      sum = Arrays.stream(here).sum();
    }
    Arrays.fill(next, 0);
    for (int from = 0; from < states; from++) {
      Doubles.addScaled(next, 0, here[from] / sum, chain.transitions(), from * states, states);
    }
  }
}
