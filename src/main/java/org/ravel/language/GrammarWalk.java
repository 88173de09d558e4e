package org.ravel.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.error.InputException;
import org.ravel.grammar.ProbabilisticGrammar;
import org.ravel.grammar.Rule;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;
import org.ravel.grammar.SplitMix64;

/** Draws strings by the rules of a probabilistic grammar, each of whose terminals is a symbol. */
final class GrammarWalk implements Walker {
  private final ProbabilisticGrammar grammar;
  private final List<String> symbols;

  /**
   * Checks a grammar.
   *
   * @throws InputException if a nonterminal is in no string, or a terminal is no symbol
   */
  GrammarWalk(ProbabilisticGrammar grammar) {
    this.grammar = grammar;
    Set<String> reached = new HashSet<>();
    Set<String> terminals = new LinkedHashSet<>();
    reach(grammar.start(), reached, terminals);
    for (String name : grammar.nonterminals()) {
      if (!reached.contains(name)) {
        throw new InputException(
            "the grammar's %s cannot be reached from its start %s; leave it out, or use it in a rule"
                .formatted(name, grammar.start()));
      }
    }
    this.symbols = List.copyOf(terminals);
    Alphabets.requireSound(symbols);
  }

  private void reach(String start, Set<String> reached, Set<String> terminals) {
    List<String> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (reached.add(name)) {
        for (Rule rule : grammar.rules(name)) {
          for (Symbol symbol : rule.symbols()) {
            if (symbol instanceof Nonterminal nonterminal) {
              open.add(nonterminal.name());
            } else if (symbol instanceof Terminal terminal) {
              terminals.add(terminal.text().strip());
            }
          }
        }
      }
    }
  }

  List<String> symbols() {
    return symbols;
  }

  @Override
  public int[] string(SplitMix64 random) {
    return grammar.terminals(random).stream()
        .mapToInt(terminal -> symbols.indexOf(terminal.text().strip()))
        .toArray();
  }

  @Override
  public double entropy() {
    return grammar.entropy();
  }

  @Override
  public double meanLength() {
    return grammar.expectedTerminals();
  }

  /**
   * The least solution of p(N) = Σ over the rules of N of their probability times the product of
   * p(symbol), where p of a terminal is 0. From 0 on the iteration rises to it, geometrically as
   * derivations end.
   */
  @Override
  public double emptyProbability() {
    Map<String, Double> empty = new HashMap<>();
    boolean rising = true;
    while (rising) {
      rising = false;
      for (String name : grammar.nonterminals()) {
        double sum = 0;
        for (Rule rule : grammar.rules(name)) {
          sum += rule.probability() * product(rule, empty);
        }
        rising |= sum > empty.getOrDefault(name, 0.0);
        empty.merge(name, sum, Math::max);
      }
    }
    return empty.get(grammar.start());
  }

  private static double product(Rule rule, Map<String, Double> empty) {
    double product = 1;
    for (Symbol symbol : rule.symbols()) {
      product *=
          symbol instanceof Nonterminal nonterminal
              ? empty.getOrDefault(nonterminal.name(), 0.0)
              : 0;
    }
    return product;
  }
}
