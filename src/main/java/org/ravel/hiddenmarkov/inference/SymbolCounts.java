package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;

/**
 * How often a {@link DiscreteHmm} is expected to have started in each state, to have taken each
 * transition and to have emitted each symbol in each state, given sequences of symbols. Sums are
 * doubles: whoever adds them does so in a fixed order.
 */
public final class SymbolCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int states;
  private final int symbols;
  private final double[] starts;
  private final double[] transitions;
  private final double[] emissions;
  private double logLikelihood;
  private long tokens;

  /** Of no sequence yet. */
  public SymbolCounts(int states, int symbols) {
    this.states = states;
    this.symbols = symbols;
    this.starts = new double[states];
    this.transitions = new double[Math.multiplyExact(states, states)];
    this.emissions = new double[Math.multiplyExact(states, symbols)];
  }

  /** Adds other sums to these. */
  public SymbolCounts add(SymbolCounts other) {
    add(starts, other.starts);
    add(transitions, other.transitions);
    add(emissions, other.emissions);
    logLikelihood += other.logLikelihood;
    tokens += other.tokens;
    return this;
  }

  private static void add(double[] sums, double[] terms) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }

  /** Adds a sequence that ran forward. */
  void add(int[] sequence, ForwardBackward sums, double logarithm) {
    logLikelihood += logarithm;
    tokens += sequence.length;
    sums.backward(
        transitions,
        (step, posteriors) -> {
          int at = sequence[step] * states;
          for (int state = 0; state < states; state++) {
            emissions[at + state] += posteriors[state];
          }
          if (step == 0) {
            add(starts, posteriors);
          }
        });
  }

  /** Of all sequences together, in nats. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Symbols of all sequences. */
  public long tokens() {
    return tokens;
  }

  /**
   * The model that makes the sequences more probable than the one with which they were counted, or
   * as probable: the maximisation step of Baum, Petrie, Soules and Weiss (1970).
   *
   * @param model with which they were counted: a state that is never expected stays as it is
   */
  public DiscreteHmm maximised(DiscreteHmm model) {
    MarkovChain chain = model.chain();
    double[] nextStarts = starts.clone();
    normalise(nextStarts, 0, 1, states, chain.starts());
    double[] nextTransitions = transitions.clone();
    double[] nextEmissions = emissions.clone();
    for (int state = 0; state < states; state++) {
      normalise(nextTransitions, state * states, 1, states, chain.transitions());
      normalise(nextEmissions, state, states, symbols, model.emissions());
    }
    return new DiscreteHmm(
        MarkovChain.endless(states, nextStarts, nextTransitions), symbols, nextEmissions);
  }

  /**
   * The model for sequences that begin anywhere, as these do at places that mean nothing: it starts
   * with the states' shares of all steps. No probability is 0.
   *
   * @param added to each count, above 0
   */
  public DiscreteHmm smoothed(double added) {
    double[] occupied = new double[states];
    for (int symbol = 0; symbol < symbols; symbol++) {
      for (int state = 0; state < states; state++) {
        occupied[state] += emissions[symbol * states + state];
      }
    }
    double[] nextTransitions = transitions.clone();
    double[] nextEmissions = emissions.clone();
    add(occupied, added);
    add(nextTransitions, added);
    add(nextEmissions, added);
    normalise(occupied, 0, 1, states, null);
    for (int state = 0; state < states; state++) {
      normalise(nextTransitions, state * states, 1, states, null);
      normalise(nextEmissions, state, states, symbols, null);
    }
    return new DiscreteHmm(
        MarkovChain.endless(states, occupied, nextTransitions), symbols, nextEmissions);
  }

  private static void add(double[] numbers, double term) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += term;
    }
  }

  /** Makes counts a distribution, or keeps the one that was. */
  private static void normalise(double[] counts, int at, int stride, int count, double[] before) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += counts[at + i * stride];
    }
    for (int i = 0; i < count; i++) {
      int place = at + i * stride;
      counts[place] = sum > 0 ? counts[place] / sum : before[place];
    }
  }
}
