package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;

/**
 * What each state is expected to have emitted. Sums are doubles: whoever adds them does so in a
 * fixed order.
 *
 * @param <S> a sequence of what is emitted
 */
public sealed interface EmissionCounts<S> extends Serializable
    permits SymbolCounts, GaussianCounts {

  /**
   * Adds a step.
   *
   * @param posteriors how probable each state is there; shape [states]
   */
  void add(S sequence, int step, double[] posteriors);

  /** Adds counts of the same model. */
  void add(EmissionCounts<S> other);

  /** How many steps each state is expected to have had. */
  double[] occupied();

  /**
   * The emissions that make what was seen as probable as can be.
   *
   * @param chain of the new model
   * @param before with which they were counted: a state that is never expected stays as it is
   */
  Hmm<S> maximised(MarkovChain chain, Hmm<S> before);

  /**
   * The same, with no probability or variance of 0.
   *
   * @param added to counts of symbols, above 0
   */
  Hmm<S> smoothed(MarkovChain chain, Hmm<S> before, double added);
}
