package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ravel.grammar.LrAutomaton.Production;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

/**
 * Proves that no English-like sentence has two derivations. A text's words and punctuation marks
 * follow from its characters, since blanks stand between words; words that the same rules make are
 * alike, and are taken together. Sentences are read backwards, where a noun's number is known
 * before its determiner is: reversed, the grammar is LR(1), so it is unambiguous.
 */
class UnambiguityTest {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z]+|[^A-Za-z ]");

  private final ProbabilisticGrammar grammar = EnglishGrammar.grammar();

  @Test
  void theReversedGrammarIsLr() {
    LrAutomaton automaton = new LrAutomaton(grammar.start(), reversed());

    assertThat(automaton.conflicts()).isEmpty();
    assertThat(automaton.states()).isGreaterThan(100);
  }

  @Test
  void noRuleStandsTwice() {
    for (String name : reachable()) {
      assertThat(grammar.rules(name)).extracting(Rule::symbols).as(name).doesNotHaveDuplicates();
    }
  }

  @Test
  void theAutomatonSeesAmbiguity() {
    List<Production> ambiguous =
        List.of(
            new Production("S", List.of("S", "and", "S")), new Production("S", List.of("noun")));

    assertThat(new LrAutomaton("S", ambiguous).conflicts()).isNotEmpty();
  }

  private List<Production> reversed() {
    Set<Production> distinct = new LinkedHashSet<>();
    Map<String, Set<String>> makers = makers();
    for (String name : reachable()) {
      for (Rule rule : grammar.rules(name)) {
        List<String> right = new ArrayList<>();
        for (Symbol symbol : rule.symbols()) {
          if (symbol instanceof Nonterminal nonterminal) {
            right.add(nonterminal.name());
          } else {
            tokens((Terminal) symbol).forEach(token -> right.add(makers.get(token).toString()));
          }
        }
        Collections.reverse(right);
        distinct.add(new Production(name, right));
      }
    }
    return List.copyOf(distinct);
  }

  /**
   * For each word the nonterminals that make it and nothing else; a word that stands in a longer
   * rule is like no other.
   */
  private Map<String, Set<String>> makers() {
    Map<String, Set<String>> makers = new LinkedHashMap<>();
    for (String name : reachable()) {
      for (Rule rule : grammar.rules(name)) {
        for (Symbol symbol : rule.symbols()) {
          if (symbol instanceof Terminal terminal) {
            List<String> tokens = tokens(terminal);
            boolean alone = rule.symbols().size() == 1 && tokens.size() == 1;
            tokens.forEach(
                token ->
                    makers
                        .computeIfAbsent(token, t -> new TreeSet<>())
                        .add(alone ? name : "'" + token));
          }
        }
      }
    }
    return makers;
  }

  private static List<String> tokens(Terminal terminal) {
    return TOKEN.matcher(terminal.text()).results().map(MatchResult::group).toList();
  }

  private Set<String> reachable() {
    Set<String> names = new TreeSet<>(Set.of(grammar.start()));
    Deque<String> pending = new ArrayDeque<>(names);
    while (!pending.isEmpty()) {
      for (Rule rule : grammar.rules(pending.pop())) {
        for (Symbol symbol : rule.symbols()) {
          if (symbol instanceof Nonterminal nonterminal && names.add(nonterminal.name())) {
            pending.push(nonterminal.name());
          }
        }
      }
    }
    return names;
  }
}
