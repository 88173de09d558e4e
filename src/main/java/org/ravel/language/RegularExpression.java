package org.ravel.language;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ravel.error.ConfigurationException;

/**
 * The automaton of a regular expression: sets of the places of its symbols are the states (Glushkov
 * 1961), of which those are made that can be reached.
 */
final class RegularExpression {
  private static final int MOST_STATES = 10_000;

  private final ExpressionParser parsed;

  private RegularExpression(ExpressionParser parsed) {
    this.parsed = parsed;
  }

  /**
   * The automaton with the fewest states.
   *
   * @param text see {@link ExpressionParser}
   * @throws ConfigurationException if the text is no expression, has no symbol, or is too long or
   *     for too many states
   */
  static FiniteAutomaton parse(String text) {
    return new RegularExpression(ExpressionParser.parse(text)).automaton().minimal();
  }

  private FiniteAutomaton automaton() {
    TreeSet<Character> symbols = new TreeSet<>();
    parsed.symbols().forEach(symbols::addAll);
    if (symbols.isEmpty()) {
      throw parsed.refused("has no symbols", "name some, such as (ab)*");
    }
    List<BitSet> sets = new ArrayList<>();
    Map<BitSet, Integer> numbers = new HashMap<>();
    List<int[]> next = new ArrayList<>();
    BitSet start = new BitSet();
    start.set(ExpressionParser.START);
    number(start, sets, numbers);
    for (int state = 0; state < sets.size(); state++) {
      int[] moves = new int[symbols.size()];
      int at = 0;
      for (char symbol : symbols) {
        BitSet reached = new BitSet();
        sets.get(state).stream().forEach(place -> reached.or(parsed.following(place)));
        reached.stream()
            .filter(place -> !parsed.symbols().get(place).contains(symbol))
            .forEach(reached::clear);
        moves[at++] = reached.isEmpty() ? -1 : number(reached, sets, numbers);
      }
      next.add(moves);
      if (sets.size() > MOST_STATES) {
        throw parsed.refused(
            "is for an automaton of more than %,d states".formatted(MOST_STATES),
            "write another one, or a grammar in a file (--grammar)");
      }
    }
    boolean[] accepting = new boolean[sets.size()];
    for (int state = 0; state < accepting.length; state++) {
      accepting[state] = sets.get(state).intersects(parsed.ends());
    }
    return FiniteAutomaton.of(
        symbols.stream().map(String::valueOf).toList(), 0, accepting, next.toArray(int[][]::new));
  }

  private static int number(BitSet set, List<BitSet> sets, Map<BitSet, Integer> numbers) {
    Integer number = numbers.putIfAbsent(set, sets.size());
    if (number == null) {
      sets.add(set);
      return sets.size() - 1;
    }
    return number;
  }
}
