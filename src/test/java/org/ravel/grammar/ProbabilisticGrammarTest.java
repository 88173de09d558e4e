package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

class ProbabilisticGrammarTest {
  private static final double EXACT = 1e-12;

  @Test
  void nestedBracketsByHand() {
    // The rules of S are chosen 1 + 1/4 + 1/16 + … = 4/3 times, at H(1/4) = 2 − (3/4) log2 3 bits
    // each time; n brackets have probability (3/4) (1/4)^n and 2n + 1 characters, in the mean 5/3.
    ProbabilisticGrammar grammar = GrammarText.parse("S = 0.75 \"x\" | 0.25 \"(\" S \")\"");

    assertThat(grammar.entropy())
        .isCloseTo(4.0 / 3 * (2 - 0.75 * Math.log(3) / Math.log(2)), within(EXACT));
    assertThat(grammar.expectedCharacters()).isCloseTo(5.0 / 3, within(EXACT));
  }

  @Test
  void branchingByHand() {
    // Each application makes 2 · 1/4 = 1/2 new ones in the mean: 2 in all, and 3/2 characters.
    ProbabilisticGrammar grammar = GrammarText.parse("S = 0.75 \"x\" | 0.25 S S");

    assertThat(grammar.entropy())
        .isCloseTo(2 * (2 - 0.75 * Math.log(3) / Math.log(2)), within(EXACT));
    assertThat(grammar.expectedCharacters()).isCloseTo(1.5, within(EXACT));
  }

  @Test
  void finiteLanguageByEnumeration() {
    ProbabilisticGrammar grammar =
        GrammarText.parse(
            """
            S = 0.5 A B | 0.3 B "-" B | 0.2
            A = 0.1 "a" | 0.9 "aa" C
            B = 0.25 "b" C C | 0.75 "bbb"
            C ~ c, cc, \uD835\uDC9E
            """);

    List<Derivation> all = expand(grammar, List.of(new Nonterminal("S")));

    double total = 0;
    double entropy = 0;
    double characters = 0;
    for (Derivation derivation : all) {
      double probability = Math.pow(2, -derivation.bits());
      total += probability;
      entropy += probability * derivation.bits();
      characters += probability * derivation.text().codePoints().count();
    }
    assertThat(all).hasSize(4 * 10 + 10 * 10 + 1);
    assertThat(total).isCloseTo(1, within(EXACT));
    assertThat(grammar.entropy()).isCloseTo(entropy, within(EXACT));
    assertThat(grammar.expectedCharacters()).isCloseTo(characters, within(EXACT));
  }

  private static List<Derivation> expand(ProbabilisticGrammar grammar, List<Symbol> symbols) {
    if (symbols.isEmpty()) {
      return List.of(new Derivation("", 0));
    }
    List<Derivation> heads = new ArrayList<>();
    if (symbols.get(0) instanceof Terminal terminal) {
      heads.add(new Derivation(terminal.text(), 0));
    } else {
      for (Rule rule : grammar.rules(((Nonterminal) symbols.get(0)).name())) {
        double bits = -Math.log(rule.probability()) / Math.log(2);
        for (Derivation inner : expand(grammar, rule.symbols())) {
          heads.add(new Derivation(inner.text(), inner.bits() + bits));
        }
      }
    }
    List<Derivation> all = new ArrayList<>();
    for (Derivation tail : expand(grammar, symbols.subList(1, symbols.size()))) {
      for (Derivation head : heads) {
        all.add(new Derivation(head.text() + tail.text(), head.bits() + tail.bits()));
      }
    }
    return all;
  }

  @Test
  void samplesHaveTheirProbabilities() {
    long seed = 20;
    ProbabilisticGrammar grammar = GrammarText.parse("S = 0.2 \"a\" | 0.5 \"b\" | 0.3 \"c\" S");
    SplitMix64 random = new SplitMix64(seed);
    int draws = 100_000;
    int cb = 0;
    for (int i = 0; i < draws; i++) {
      Derivation sentence = grammar.sample(random);
      if (sentence.text().equals("cb")) {
        cb++;
        assertThat(sentence.bits()).isCloseTo(-Math.log(0.15) / Math.log(2), within(EXACT));
      }
    }
    // 0.3 · 0.5, give or take 4.5 standard errors.
    assertThat((double) cb / draws)
        .as("seed %d", seed)
        .isCloseTo(0.15, within(4.5 * Math.sqrt(0.15 * 0.85 / draws)));
  }

  @Test
  void deepRecursionNeedsNoStack() {
    ProbabilisticGrammar grammar = GrammarText.parse("S = 0.00001 \"x\" | 0.99999 \"(\" S \")\"");

    Derivation sentence = grammar.sample(new SplitMix64(3));

    assertThat(sentence.text().length()).isGreaterThan(20_000).isOdd();
  }

  @Test
  void endlessDerivationsAreRefused() {
    assertThatThrownBy(() -> GrammarText.parse("S = 0.5 \"x\" | 0.5 S S"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("derivations from S do not end with probability 1")
        .hasMessageContaining("lower the probabilities of recursive rules");
    assertThatThrownBy(() -> GrammarText.parse("S = 0.4 \"x\" | 0.6 S S"))
        .hasMessageContaining("derivations from S do not end");
    assertThatThrownBy(() -> GrammarText.parse("S = 0.5 A | 0.5\nA = 1 B\nB = 1 A"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("A derives no text, since each of its rules needs a nonterminal");
  }

  @Test
  void unsoundRulesAreRefused() {
    assertThatThrownBy(() -> GrammarText.parse("S = 0.5 \"x\" | 0.4 \"y\""))
        .isInstanceOf(InputException.class)
        .hasMessage("the probabilities of S sum to 0.9 but must sum to 1; correct its rules");
    assertThatThrownBy(() -> GrammarText.parse("S = 1 \"x\" | 0 \"y\""))
        .hasMessageContaining("a rule of S has probability 0.0 but it must lie in (0, 1]");
    assertThatThrownBy(() -> GrammarText.parse("S = 1 Noun"))
        .hasMessage("a rule of S uses Noun, which has no rules; define it or correct the name");
  }
}
