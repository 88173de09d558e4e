package org.ravel.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.error.InputException;

/**
 * Reads the text of a deterministic automaton. A line {@code start A} names the first state, {@code
 * accept A C} those that accept, and {@code A 0 B} says that 0 leads from A to B. A line that
 * begins with {@code #} is a comment. What no line says leads nowhere.
 */
public final class AutomatonTable {
  private final List<String> states = new ArrayList<>();
  private final List<String> symbols = new ArrayList<>();
  private final Map<List<String>, String> moves = new LinkedHashMap<>();
  private final Set<String> accepting = new LinkedHashSet<>();
  private String start = "";

  private AutomatonTable() {}

  /**
   * The automaton of a text.
   *
   * @throws InputException if a line cannot be read, a symbol leads from a state to two others, a
   *     state cannot be reached, or there is no start or nothing that accepts
   */
  public static FiniteAutomaton parse(String text) {
    AutomatonTable table = new AutomatonTable();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        table.add(number, List.of(stripped.split("\\s+")));
      }
    }
    return table.automaton();
  }

  private void add(int line, List<String> words) {
    if (words.get(0).equals("accept") && words.size() > 1) {
      words.stream().skip(1).forEach(accepting::add);
    } else if (words.get(0).equals("start") && words.size() == 2) {
      if (!start.isEmpty()) {
        throw new InputException(
            "line %d of the automaton names a second start, %s; a deterministic automaton has one"
                .formatted(line, words.get(1)));
      }
      start = words.get(1);
      note(states, start);
    } else if (words.size() == 3) {
      note(states, words.get(0));
      note(symbols, words.get(1));
      note(states, words.get(2));
      String before = moves.putIfAbsent(words.subList(0, 2), words.get(2));
      if (before != null) {
        throw new InputException(
            "line %d of the automaton: %s leads from %s to %s, but an earlier line says to %s; a deterministic automaton has one of them, so leave the other out"
                .formatted(line, words.get(1), words.get(0), words.get(2), before));
      }
    } else {
      throw new InputException(
          "line %d of the automaton, '%s', cannot be read; write start STATE, accept STATE …, or STATE SYMBOL STATE"
              .formatted(line, String.join(" ", words)));
    }
  }

  private static void note(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  private FiniteAutomaton automaton() {
    if (start.isEmpty()) {
      throw new InputException("the automaton has no start; add a line such as start A");
    }
    for (String state : accepting) {
      if (!states.contains(state)) {
        throw new InputException(
            "the automaton accepts in %s, but no line leads there; its states are %s"
                .formatted(state, String.join(" ", states)));
      }
    }
    boolean[] accepts = new boolean[states.size()];
    int[][] next = new int[states.size()][symbols.size()];
    for (int state = 0; state < accepts.length; state++) {
      accepts[state] = accepting.contains(states.get(state));
      Arrays.fill(next[state], -1);
    }
    moves.forEach(
        (move, target) ->
            next[states.indexOf(move.get(0))][symbols.indexOf(move.get(1))] =
                states.indexOf(target));
    requireReachable(next);
    return FiniteAutomaton.of(symbols, states.indexOf(start), accepts, next);
  }

  private void requireReachable(int[][] next) {
    boolean[] reached = new boolean[next.length];
    reached[states.indexOf(start)] = true;
    boolean grown = true;
    while (grown) {
      grown = false;
      for (int state = 0; state < next.length; state++) {
        for (int target : next[state]) {
          if (reached[state] && target >= 0 && !reached[target]) {
            reached[target] = true;
            grown = true;
          }
        }
      }
    }
    for (int state = 0; state < reached.length; state++) {
      if (!reached[state]) {
        throw new InputException(
            "the automaton's state %s cannot be reached from its start %s; leave it out, or add a move that leads there"
                .formatted(states.get(state), start));
      }
    }
  }
}
