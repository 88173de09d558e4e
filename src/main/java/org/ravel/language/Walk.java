package org.ravel.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.grammar.LinearSystem;
import org.ravel.grammar.SplitMix64;

/**
 * Walks through an automaton: each symbol that may follow, and the end where it may, is equally
 * likely. A string is walked in one way only, so that the entropy of walks is that of the strings.
 */
final class Walk implements Walker {
  private final FiniteAutomaton automaton;
  private final boolean ends;

  /**
   * Walks of an automaton.
   *
   * @param ends whether the end is among what may follow an accepted beginning
   */
  Walk(FiniteAutomaton automaton, boolean ends) {
    this.automaton = automaton;
    this.ends = ends;
  }

  /** Walks until the end. */
  @Override
  public int[] string(SplitMix64 random) {
    List<Integer> string = new ArrayList<>();
    int state = automaton.start();
    while (true) {
      int[] choices = choices(state);
      int choice = random.below(choices.length + (endsAt(state) ? 1 : 0));
      if (choice == choices.length) {
        return string.stream().mapToInt(symbol -> symbol).toArray();
      }
      string.add(choices[choice]);
      state = automaton.target(state, choices[choice]);
    }
  }

  /** Walks a number of steps, where walks have no end. */
  int[] string(SplitMix64 random, int length) {
    int[] string = new int[length];
    int state = automaton.start();
    for (int i = 0; i < length; i++) {
      int[] choices = choices(state);
      string[i] = choices[random.below(choices.length)];
      state = automaton.target(state, string[i]);
    }
    return string;
  }

  private int[] choices(int state) {
    return IntStream.range(0, automaton.symbols().size())
        .filter(symbol -> automaton.target(state, symbol) >= 0)
        .toArray();
  }

  private boolean endsAt(int state) {
    return ends && automaton.accepts(state);
  }

  /** Entropy of a whole string in bits: of each step's choice, as often as its state is visited. */
  @Override
  public double entropy() {
    return expectation(bits());
  }

  /** Mean length of a whole string. */
  @Override
  public double meanLength() {
    double[] going = new double[automaton.states()];
    for (int state = 0; state < going.length; state++) {
      going[state] = choices(state).length * probability(state);
    }
    return expectation(going);
  }

  /** That of the end in the first state. */
  @Override
  public double emptyProbability() {
    return endsAt(automaton.start()) ? probability(automaton.start()) : 0;
  }

  /** Entropy of a number of steps in bits. */
  double entropy(int length) {
    double[] bits = bits();
    double[] at = new double[bits.length];
    at[automaton.start()] = 1;
    double sum = 0;
    for (int step = 0; step < length; step++) {
      double[] next = new double[bits.length];
      for (int state = 0; state < bits.length; state++) {
        sum += at[state] * bits[state];
        for (int symbol : choices(state)) {
          next[automaton.target(state, symbol)] += at[state] * probability(state);
        }
      }
      at = next;
    }
    return sum;
  }

  private double[] bits() {
    double[] bits = new double[automaton.states()];
    Arrays.setAll(bits, state -> -Math.log(probability(state)) / Math.log(2));
    return bits;
  }

  /** Of each choice in a state. */
  private double probability(int state) {
    return 1.0 / (choices(state).length + (endsAt(state) ? 1 : 0));
  }

  /** Expected sum over a whole walk of what each visit of a state contributes: (I − P) x = f. */
  private double expectation(double[] contribution) {
    int states = automaton.states();
    double[][] matrix = new double[states][states];
    for (int state = 0; state < states; state++) {
      matrix[state][state] += 1;
      for (int symbol : choices(state)) {
        matrix[state][automaton.target(state, symbol)] -= probability(state);
      }
    }
    return LinearSystem.solve(matrix, contribution)[automaton.start()];
  }
}
