package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.ravel.kernel.Doubles;

/** The expectation step of Baum–Welch over sequences of symbols, and a model to begin with. */
public final class BaumWelch {
  private final DiscreteHmm model;
  private final ForwardBackward sums;
  private double[] emissions = new double[0];

  /** Counts with a model. */
  public BaumWelch(DiscreteHmm model) {
    this.model = model;
    this.sums = new ForwardBackward(model.chain());
  }

  /** What is expected of sequences, each of which begins anew; added up in their order. */
  public SymbolCounts expect(Iterator<int[]> sequences) {
    SymbolCounts counts = new SymbolCounts(model.states(), model.symbols());
    while (sequences.hasNext()) {
      int[] sequence = sequences.next();
      counts.add(sequence, sums, forward(sequence));
    }
    return counts;
  }

  /** The logarithm of a sequence's probability. */
  public double forward(int[] sequence) {
    int states = model.states();
    emissions = Doubles.room(emissions, (long) sequence.length * states);
    for (int step = 0; step < sequence.length; step++) {
      System.arraycopy(
          model.emissions(), sequence[step] * states, emissions, step * states, states);
    }
    return sums.forward(emissions, sequence.length);
  }

  /**
   * A model at random: all transitions are about as probable, and each state emits symbols about as
   * often as they occur, with a factor of its own for each.
   *
   * @param counts how often each symbol occurs
   */
  public static DiscreteHmm start(int states, long[] counts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] starts = new double[states];
    Arrays.fill(starts, 1.0 / states);
    double[] transitions = new double[states * states];
    double[] emissions = new double[states * counts.length];
    for (int state = 0; state < states; state++) {
      double sum = 0;
      for (int to = 0; to < states; to++) {
        transitions[state * states + to] = 1 + random.nextDouble();
        sum += transitions[state * states + to];
      }
      for (int to = 0; to < states; to++) {
        transitions[state * states + to] /= sum;
      }
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
