package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;

/**
 * How often an {@link Hmm} is expected to have started in each state, to have taken each transition
 * and to have emitted what was seen. Sums are doubles: whoever adds them does so in a fixed order.
 *
 * @param <S> a sequence of what is emitted
 */
public final class ExpectedCounts<S> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int states;
  private final double[] starts;
  private final double[] transitions;
  private final EmissionCounts<S> emissions;
  private double logLikelihood;
  private long seen;

  /** Of no sequence yet. */
  public ExpectedCounts(Hmm<S> model) {
    this.states = model.states();
    this.starts = new double[states];
    this.transitions = new double[Math.multiplyExact(states, states)];
    this.emissions = model.counts();
  }

  /** Adds other sums to these. */
  public ExpectedCounts<S> add(ExpectedCounts<S> other) {
    Shares.add(starts, other.starts);
    Shares.add(transitions, other.transitions);
    emissions.add(other.emissions);
    logLikelihood += other.logLikelihood;
    seen += other.seen;
    return this;
  }

  /**
   * Adds a sequence that ran forward.
   *
   * @param count symbols or numbers of it that are not missing
   */
  void add(S sequence, long count, ForwardBackward sums, double logarithm) {
    logLikelihood += logarithm;
    seen += count;
    sums.backward(
        transitions,
        (step, posteriors) -> {
          emissions.add(sequence, step, posteriors);
          if (step == 0) {
            Shares.add(starts, posteriors);
          }
        });
  }

  /** Of all sequences together, in nats. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Symbols or numbers of all sequences that are not missing. */
  public long seen() {
    return seen;
  }

  /**
   * The model that makes the sequences more probable than the one with which they were counted, or
   * as probable: the maximisation step of Baum, Petrie, Soules and Weiss (1970).
   *
   * @param model with which they were counted: a state that is never expected stays as it is
   */
  public Hmm<S> maximised(Hmm<S> model) {
    MarkovChain chain = model.chain();
    double[] nextStarts = starts.clone();
    Shares.normalise(nextStarts, 0, 1, states, chain.starts());
    double[] nextTransitions = transitions.clone();
    for (int state = 0; state < states; state++) {
      Shares.normalise(nextTransitions, state * states, 1, states, chain.transitions());
    }
    return emissions.maximised(MarkovChain.endless(states, nextStarts, nextTransitions), model);
  }

  /**
   * The model for sequences that begin anywhere, as these do at places that mean nothing: it starts
   * with the states' shares of all steps. No probability is 0.
   *
   * @param model with which they were counted
   * @param added to each count, above 0
   */
  public Hmm<S> smoothed(Hmm<S> model, double added) {
    double[] occupied = emissions.occupied();
    double[] nextTransitions = transitions.clone();
    Shares.add(occupied, added);
    Shares.add(nextTransitions, added);
    Shares.normalise(occupied, 0, 1, states, null);
    for (int state = 0; state < states; state++) {
      Shares.normalise(nextTransitions, state * states, 1, states, null);
    }
    return emissions.smoothed(MarkovChain.endless(states, occupied, nextTransitions), model, added);
  }
}
