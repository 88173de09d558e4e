package org.ravel.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The canonical LR(1) automaton of a grammar (Knuth 1965). If it has no conflicts the grammar is
 * unambiguous: a proof for all of the language's sentences, not only for those that were looked at.
 */
final class LrAutomaton {
  private static final String END = "end of text";

  /** Left side and right side; what is the left side of no production is a terminal. */
  record Production(String left, List<String> right) {}

  private record Item(Production production, int dot) {
    String next() {
      return dot < production.right().size() ? production.right().get(dot) : null;
    }
  }

  private final Map<String, List<Production>> productions = new LinkedHashMap<>();
  private final Set<String> nullable = new HashSet<>();
  private final Map<String, Set<String>> first = new HashMap<>();
  private final List<String> conflicts = new ArrayList<>();
  private int states;

  LrAutomaton(String start, List<Production> grammar) {
    grammar.forEach(p -> productions.computeIfAbsent(p.left(), l -> new ArrayList<>()).add(p));
    productions.keySet().forEach(name -> first.put(name, new HashSet<>()));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Production production : grammar) {
        grown |= first.get(production.left()).addAll(firstOf(production.right(), 0, Set.of()));
        if (nullable.containsAll(production.right())) {
          grown |= nullable.add(production.left());
        }
      }
    }
    explore(new Production("accept", List.of(start)));
  }

  List<String> conflicts() {
    return conflicts;
  }

  int states() {
    return states;
  }

  private void explore(Production accept) {
    Map<Item, Set<String>> begin = Map.of(new Item(accept, 0), Set.of(END));
    Set<Map<Item, Set<String>>> seen = new HashSet<>(Set.of(begin));
    Deque<Map<Item, Set<String>>> pending = new ArrayDeque<>(seen);
    while (!pending.isEmpty()) {
      Map<Item, Set<String>> state = closure(pending.pop());
      states++;
      Map<String, Map<Item, Set<String>>> successors = new HashMap<>();
      state.forEach(
          (item, lookahead) -> {
            if (item.next() != null) {
              successors
                  .computeIfAbsent(item.next(), symbol -> new HashMap<>())
                  .put(new Item(item.production(), item.dot() + 1), lookahead);
            }
          });
      collectConflicts(state, successors.keySet());
      for (Map<Item, Set<String>> kernel : successors.values()) {
        if (seen.add(kernel)) {
          pending.push(kernel);
        }
      }
    }
  }

  private void collectConflicts(Map<Item, Set<String>> state, Set<String> shifts) {
    Map<String, Item> actions = new HashMap<>();
    state.forEach(
        (item, lookahead) -> {
          if (item.next() == null) {
            for (String token : lookahead) {
              Item other = actions.put(token, item);
              if (other != null || shifts.contains(token)) {
                conflicts.add("before %s: %s or %s".formatted(token, item, other));
              }
            }
          }
        });
  }

  private Map<Item, Set<String>> closure(Map<Item, Set<String>> kernel) {
    Map<Item, Set<String>> closed = new HashMap<>();
    kernel.forEach((item, lookahead) -> closed.put(item, new HashSet<>(lookahead)));
    Deque<Item> pending = new ArrayDeque<>(closed.keySet());
    while (!pending.isEmpty()) {
      Item item = pending.pop();
      Set<String> follow = firstOf(item.production().right(), item.dot() + 1, closed.get(item));
      for (Production production : productions.getOrDefault(item.next(), List.of())) {
        Item opened = new Item(production, 0);
        if (closed.computeIfAbsent(opened, i -> new HashSet<>()).addAll(follow)) {
          pending.push(opened);
        }
      }
    }
    return closed;
  }

  /** The terminals that a text of these symbols, and then one of these terminals, begins with. */
  private Set<String> firstOf(List<String> symbols, int from, Set<String> then) {
    Set<String> terminals = new HashSet<>();
    for (String symbol : symbols.subList(Math.min(from, symbols.size()), symbols.size())) {
      terminals.addAll(first.getOrDefault(symbol, Set.of(symbol)));
      if (!nullable.contains(symbol)) {
        return terminals;
      }
    }
    terminals.addAll(then);
    return terminals;
  }
}
