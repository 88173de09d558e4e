package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Terminal;

class GrammarTextTest {

  @Test
  void rulesCommentsAndContinuations() {
    ProbabilisticGrammar grammar =
        GrammarText.parse(
            """
            # A comment.
            First = 0.5 "a b" Second" c"

                  | 0.5
            Second = 1 "d"
            """);

    assertThat(grammar.start()).isEqualTo("First");
    assertThat(grammar.rules("First"))
        .containsExactly(
            new Rule(
                0.5, List.of(new Terminal("a b"), new Nonterminal("Second"), new Terminal(" c"))),
            new Rule(0.5, List.of()));
  }

  @Test
  void wordsFallOffWithTheirRank() {
    List<Rule> words = GrammarText.parse("Word ~ one, two words, three").rules("Word");

    // 1/8, 1/9 and 1/10 over their sum 121/360.
    assertThat(words)
        .extracting(Rule::probability)
        .satisfiesExactly(
            p -> assertThat(p).isCloseTo(45.0 / 121, within(1e-15)),
            p -> assertThat(p).isCloseTo(40.0 / 121, within(1e-15)),
            p -> assertThat(p).isCloseTo(36.0 / 121, within(1e-15)));
    assertThat(words.get(1).symbols()).containsExactly(new Terminal("two words"));
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> GrammarText.parse("S : \"a\""))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the grammar's 'S : \"a\"' cannot be read; write Name =");
    assertThatThrownBy(() -> GrammarText.parse("S = \"a\""))
        .hasMessageStartingWith("the grammar's '\"a\"' cannot be read");
    assertThatThrownBy(() -> GrammarText.parse("S = 1 \"a\" ?b"))
        .hasMessageStartingWith("the grammar's '?b' cannot be read");
    assertThatThrownBy(() -> GrammarText.parse("S = 1 \"a\"\nS = 1 \"b\""))
        .hasMessage("S is defined twice; a nonterminal has one definition");
    assertThatThrownBy(() -> GrammarText.parse("# nothing\n"))
        .hasMessage("the grammar is empty; give it at least one rule");
  }
}
