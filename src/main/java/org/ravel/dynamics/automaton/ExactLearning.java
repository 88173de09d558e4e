package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Learns a network's automaton exactly: L* (Angluin 1987) for Moore machines. A table has for
 * beginnings of words a row of answers, by endings; beginnings with the same row are one state. A
 * word on which automaton and network differ gives all its endings to the table (Maler and Pnueli
 * 1995), after which rows that are the same stay apart from those that are not.
 */
final class ExactLearning {
  /** An automaton of more states says nothing to a reader. */
  static final int MOST_STATES = 64;

  private final NetworkAnswers network;
  private final TestWords tests;

  /** Beginnings whose rows all differ; the first is empty. */
  private final List<List<Integer>> beginnings = new ArrayList<>(List.of(List.of()));

  private final Set<List<Integer>> endings = new LinkedHashSet<>(List.of(List.of()));

  ExactLearning(NetworkAnswers network, TestWords tests) {
    this.network = network;
    this.tests = tests;
  }

  /** The automaton, once no test tells it from the network; empty if it has too many states. */
  Optional<MooreMachine> learn() {
    while (true) {
      Optional<MooreMachine> machine = closed();
      if (machine.isEmpty()) {
        return machine;
      }
      List<int[]> differences = tests.differences(machine.get(), 1);
      if (differences.isEmpty()) {
        return machine;
      }
      int[] word = differences.get(0);
      for (int from = 0; from <= word.length; from++) {
        endings.add(IntStream.range(from, word.length).mapToObj(i -> word[i]).toList());
      }
    }
  }

  /** Adds beginnings until each symbol leads from each to one of them. */
  private Optional<MooreMachine> closed() {
    ask(beginnings);
    Map<List<Integer>, Integer> states = new HashMap<>();
    for (List<Integer> beginning : beginnings) {
      states.putIfAbsent(row(beginning), states.size());
    }
    List<int[]> next = new ArrayList<>();
    for (int state = 0; state < beginnings.size(); state++) {
      int[] targets = new int[network.symbols()];
      for (int symbol = 0; symbol < targets.length; symbol++) {
        List<Integer> longer = plus(beginnings.get(state), List.of(symbol));
        List<Integer> row = row(longer);
        if (!states.containsKey(row)) {
          if (beginnings.size() == MOST_STATES) {
            return Optional.empty();
          }
          states.put(row, beginnings.size());
          beginnings.add(longer);
          ask(List.of(longer));
        }
        targets[symbol] = states.get(row);
      }
      next.add(targets);
    }
    int[] answers = beginnings.stream().mapToInt(network::of).toArray();
    return Optional.of(new MooreMachine(next.toArray(int[][]::new), answers));
  }

  /** Asks for the rows of beginnings, and of what is one symbol longer. */
  private void ask(List<List<Integer>> some) {
    List<List<Integer>> words = new ArrayList<>();
    for (List<Integer> beginning : some) {
      for (List<Integer> ending : endings) {
        words.add(plus(beginning, ending));
        for (int symbol = 0; symbol < network.symbols(); symbol++) {
          words.add(plus(plus(beginning, List.of(symbol)), ending));
        }
      }
    }
    network.ask(words);
  }

  private List<Integer> row(List<Integer> beginning) {
    return endings.stream().map(ending -> network.of(plus(beginning, ending))).toList();
  }

  private static List<Integer> plus(List<Integer> first, List<Integer> second) {
    List<Integer> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
