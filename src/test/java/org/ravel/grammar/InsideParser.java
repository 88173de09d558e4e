package org.ravel.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

/**
 * The inside algorithm over characters, for grammars without left recursion: the probability of a
 * sentence, summed over all of its derivations.
 */
final class InsideParser {
  private record Cell(String nonterminal, int from) {}

  private final ProbabilisticGrammar grammar;
  private final String sentence;

  /** Probability by the position where the text of the nonterminal ends. */
  private final Map<Cell, Map<Integer, Double>> chart = new HashMap<>();

  private InsideParser(ProbabilisticGrammar grammar, String sentence) {
    this.grammar = grammar;
    this.sentence = sentence;
  }

  static double probability(ProbabilisticGrammar grammar, String sentence) {
    return new InsideParser(grammar, sentence)
        .nonterminal(new Cell(grammar.start(), 0))
        .getOrDefault(sentence.length(), 0.0);
  }

  private Map<Integer, Double> nonterminal(Cell cell) {
    Map<Integer, Double> known = chart.get(cell);
    if (known != null) {
      return known;
    }
    Map<Integer, Double> ends = new HashMap<>();
    for (Rule rule : grammar.rules(cell.nonterminal())) {
      sequence(rule.symbols(), cell.from())
          .forEach((end, inside) -> ends.merge(end, rule.probability() * inside, Double::sum));
    }
    chart.put(cell, ends);
    return ends;
  }

  private Map<Integer, Double> sequence(List<Symbol> symbols, int from) {
    Map<Integer, Double> ends = Map.of(from, 1.0);
    for (Symbol symbol : symbols) {
      Map<Integer, Double> next = new HashMap<>();
      ends.forEach(
          (middle, before) ->
              symbol(symbol, middle)
                  .forEach((end, inside) -> next.merge(end, before * inside, Double::sum)));
      ends = next;
    }
    return ends;
  }

  private Map<Integer, Double> symbol(Symbol symbol, int from) {
    if (symbol instanceof Terminal terminal) {
      return sentence.startsWith(terminal.text(), from)
          ? Map.of(from + terminal.text().length(), 1.0)
          : Map.of();
    }
    return nonterminal(new Cell(((Nonterminal) symbol).name(), from));
  }
}
