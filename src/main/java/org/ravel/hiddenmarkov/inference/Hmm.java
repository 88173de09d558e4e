package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;

/**
 * A hidden Markov model: a chain of states, and what each of them emits.
 *
 * @param <S> a sequence of what is emitted
 */
public sealed interface Hmm<S> extends Serializable permits DiscreteHmm, GaussianHmm {

  /** Its states. */
  MarkovChain chain();

  /** Number of hidden states. */
  default int states() {
    return chain().states();
  }

  /** Numbers that are free: of each distribution all but one. */
  long parameters();

  /** Steps of a sequence. */
  int steps(S sequence);

  /** Symbols or numbers of a sequence that are not missing. */
  long seen(S sequence);

  /**
   * Says how likely each state emits what is seen at each step.
   *
   * @param emissions written to: probabilities or densities, up to a factor that all states of a
   *     step share; shape [steps, states]
   * @return the logarithm of the product of these factors
   */
  double emit(S sequence, double[] emissions);

  /** Counts of what its states emit, of no sequence yet. */
  EmissionCounts<S> counts();
}
