package org.ravel.dynamics.automaton;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.StateNames;

/**
 * A network that says which symbols may follow, and has learned so from strings of a language
 * alone: once a symbol is read that it did not allow, it is in a state of its own, in which nothing
 * may follow. What it would say there nobody has taught it. A state has one number more, which is
 * {@link #FAR} from there on. Before the first symbol those are allowed that strings begin with.
 */
final class LegalStates implements StateMap {
  /** So far from all other states that no cluster has it and one of them. */
  private static final double FAR = 1e6;

  private final StateMap network;
  private final StateNames names;
  private final Set<Integer> first;
  private final double[] start;

  LegalStates(StateMap network, StateNames names, List<int[]> strings) {
    this.network = network;
    this.names = names;
    this.first =
        strings.stream()
            .filter(string -> string.length > 0)
            .map(string -> string[0])
            .collect(Collectors.toSet());
    this.start = network.start();
  }

  @Override
  public int size() {
    return network.size() + 1;
  }

  @Override
  public int symbols() {
    return network.symbols();
  }

  @Override
  public double[] start() {
    return Arrays.copyOf(start, size());
  }

  @Override
  public double[][] next(double[][] states, int[] symbols) {
    double[][] inner = inner(states);
    int[] answers = network.answers(inner);
    double[][] next = network.next(inner, symbols);
    return IntStream.range(0, states.length)
        .mapToObj(
            row ->
                isAllowed(states[row], inner[row], answers[row], symbols[row])
                    ? Arrays.copyOf(next[row], size())
                    : dead())
        .toArray(double[][]::new);
  }

  private boolean isAllowed(double[] state, double[] inner, int answer, int symbol) {
    if (isDead(state)) {
      return false;
    }
    return Arrays.equals(inner, start)
        ? first.contains(symbol)
        : names.answers().allows(answer, names.symbols().get(symbol));
  }

  /** The state in which nothing may follow. */
  double[] dead() {
    double[] state = new double[size()];
    state[size() - 1] = FAR;
    return state;
  }

  private boolean isDead(double[] state) {
    return state[size() - 1] == FAR;
  }

  private double[][] inner(double[][] states) {
    return Arrays.stream(states)
        .map(state -> Arrays.copyOf(state, network.size()))
        .toArray(double[][]::new);
  }

  @Override
  public double[][] probabilities(double[][] states) {
    return network.probabilities(inner(states));
  }

  @Override
  public int[] answers(double[][] states) {
    int[] answers = network.answers(inner(states));
    for (int row = 0; row < states.length; row++) {
      answers[row] = isDead(states[row]) ? 0 : answers[row];
    }
    return answers;
  }
}
