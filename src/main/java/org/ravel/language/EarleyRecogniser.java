package org.ravel.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ravel.error.ConfigurationException;
import org.ravel.grammar.ProbabilisticGrammar;
import org.ravel.grammar.Rule;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

/**
 * Reads strings of a context-free grammar (Earley 1970, "An efficient context-free parsing
 * algorithm"; for rules of the empty text Aycock and Horspool 2002). All nonterminals derive a
 * text, so that what is read can be completed wherever an item is left.
 */
final class EarleyRecogniser implements Recogniser<EarleyRecogniser.Column> {
  private final List<String> symbols;
  private final Map<String, List<List<Symbol>>> rules = new HashMap<>();
  private final Set<String> empty = new HashSet<>();
  private final Nonterminal goal;

  /**
   * A reader of a grammar.
   *
   * @param symbols the texts of its terminals
   */
  EarleyRecogniser(ProbabilisticGrammar grammar, List<String> symbols) {
    this.symbols = symbols;
    this.goal = new Nonterminal(grammar.start());
    for (String name : grammar.nonterminals()) {
      rules.put(name, grammar.rules(name).stream().map(Rule::symbols).toList());
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Map.Entry<String, List<List<Symbol>>> entry : rules.entrySet()) {
        if (entry.getValue().stream().anyMatch(right -> right.stream().allMatch(this::isEmpty))) {
          grown |= empty.add(entry.getKey());
        }
      }
    }
  }

  private boolean isEmpty(Symbol symbol) {
    return symbol instanceof Nonterminal nonterminal && empty.contains(nonterminal.name());
  }

  /**
   * A rule that is being read.
   *
   * @param name left side
   * @param right right side
   * @param dot how many of its symbols have been read
   * @param origin how many symbols had been read before
   */
  private record Item(String name, List<Symbol> right, int dot, int origin) {
    Optional<Symbol> next() {
      return dot < right.size() ? Optional.of(right.get(dot)) : Optional.empty();
    }

    Item advanced() {
      return new Item(name, right, dot + 1, origin);
    }
  }

  /** All items behind a symbol, and the columns before it. */
  static final class Column {
    private final Optional<Column> before;
    private final int place;
    private final Set<Item> items = new LinkedHashSet<>();

    private Column(Optional<Column> before) {
      this.before = before;
      this.place = before.map(column -> column.place + 1).orElse(0);
    }

    private Column at(int origin) {
      Column column = this;
      while (column.place > origin) {
        column = column.before.orElseThrow();
      }
      return column;
    }
  }

  @Override
  public List<String> symbols() {
    return symbols;
  }

  @Override
  public Column start() {
    Column column = new Column(Optional.empty());
    List<Item> open = new ArrayList<>();
    predict(goal, column, open);
    close(column, open);
    return column;
  }

  @Override
  public Optional<Column> next(Column state, int symbol) {
    Column column = new Column(Optional.of(state));
    List<Item> open = new ArrayList<>();
    for (Item item : state.items) {
      if (item.next().filter(next -> isOf(next, symbol)).isPresent()) {
        open.add(item.advanced());
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    close(column, open);
    return Optional.of(column);
  }

  private boolean isOf(Symbol symbol, int place) {
    return symbol instanceof Terminal terminal
        && terminal.text().strip().equals(symbols.get(place));
  }

  /** Adds items and all that follow from them. */
  private void close(Column column, List<Item> open) {
    while (!open.isEmpty()) {
      Item item = open.remove(open.size() - 1);
      if (!column.items.add(item)) {
        continue;
      }
      if (item.next().isEmpty()) {
        for (Item waiting : List.copyOf(column.at(item.origin).items)) {
          if (waiting.next().equals(Optional.of(new Nonterminal(item.name)))) {
            open.add(waiting.advanced());
          }
        }
      } else if (item.next().get() instanceof Nonterminal nonterminal) {
        predict(nonterminal, column, open);
        // Whoever waits for the empty text may have come too late to see it completed.
        if (empty.contains(nonterminal.name())) {
          open.add(item.advanced());
        }
      }
    }
  }

  private void predict(Nonterminal nonterminal, Column column, List<Item> open) {
    for (List<Symbol> right : rules.get(nonterminal.name())) {
      open.add(new Item(nonterminal.name(), right, 0, column.place));
    }
  }

  @Override
  public boolean accepts(Column state) {
    return state.items.stream()
        .anyMatch(
            item -> item.origin == 0 && item.next().isEmpty() && item.name.equals(goal.name()));
  }

  @Override
  public int longest() {
    return 0;
  }

  @Override
  public BigInteger completions(Column state, int length) {
    throw new ConfigurationException(
        "strings of a grammar are not counted by length; leave --lengths out");
  }
}
