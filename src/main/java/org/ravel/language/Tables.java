package org.ravel.language;

import java.util.Arrays;
import java.util.List;

/** Automata of {@link NamedLanguage}. */
final class Tables {
  private static final List<String> BINARY = List.of("0", "1");
  private static final List<String> REBER = List.of("B", "T", "S", "X", "P", "V", "E");

  /**
   * From each state of Reber's automaton a symbol and the state behind it; the last one accepts.
   */
  private static final List<List<String>> MOVES =
      List.of(
          List.of("B1"),
          List.of("T2", "P3"),
          List.of("S2", "X4"),
          List.of("T3", "V5"),
          List.of("X3", "S6"),
          List.of("P4", "V6"),
          List.of("E7"),
          List.of());

  private Tables() {}

  /**
   * An automaton that reads 0 and 1.
   *
   * @param accepting names of states, which are letters from a on
   * @param moves of each state, divided by blanks: the states behind 0 and 1; a hyphen is none
   */
  static FiniteAutomaton binary(String accepting, String moves) {
    String[] rows = moves.split(" ", -1);
    boolean[] accepts = new boolean[rows.length];
    accepting.chars().forEach(state -> accepts[state - 'a'] = true);
    int[][] next =
        Arrays.stream(rows)
            .map(row -> row.chars().map(state -> state == '-' ? -1 : state - 'a').toArray())
            .toArray(int[][]::new);
    return FiniteAutomaton.of(BINARY, 0, accepts, next);
  }

  static FiniteAutomaton reber() {
    int[][] next = table(MOVES.size());
    addReber(next, 0);
    boolean[] accepts = new boolean[MOVES.size()];
    accepts[MOVES.size() - 1] = true;
    return FiniteAutomaton.of(REBER, 0, accepts, next);
  }

  /**
   * B, then T or P, a string of Reber's, the same T or P again, and E.
   *
   * @param again whether another one follows, and any beginning is accepted
   */
  static FiniteAutomaton embeddedReber(boolean again) {
    int inner = MOVES.size();
    int upper = 2;
    int lower = upper + inner;
    int last = lower + inner;
    int end = last + 1;
    int[][] next = table(end + 1);
    move(next, 0, "B", 1);
    for (int begin : List.of(upper, lower)) {
      String outer = begin == upper ? "T" : "P";
      move(next, 1, outer, begin);
      addReber(next, begin);
      move(next, begin + inner - 1, outer, last);
    }
    move(next, last, "E", again ? 0 : end);
    boolean[] accepts = new boolean[end + 1];
    Arrays.fill(accepts, again);
    accepts[end] = true;
    return FiniteAutomaton.of(REBER, 0, accepts, next);
  }

  private static int[][] table(int states) {
    int[][] next = new int[states][REBER.size()];
    Arrays.stream(next).forEach(row -> Arrays.fill(row, -1));
    return next;
  }

  private static void addReber(int[][] next, int from) {
    for (int state = 0; state < MOVES.size(); state++) {
      for (String move : MOVES.get(state)) {
        move(next, from + state, move.substring(0, 1), from + move.charAt(1) - '0');
      }
    }
  }

  private static void move(int[][] next, int from, String symbol, int to) {
    next[from][REBER.indexOf(symbol)] = to;
  }
}
