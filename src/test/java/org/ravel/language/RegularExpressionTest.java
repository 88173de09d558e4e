package org.ravel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegularExpressionTest {

  /** Against the regular expressions of Java, on all strings of up to eight symbols. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(ab)*",
        "a|b",
        "[ab]*abb",
        "(a|b)*a(a|b){3}",
        "a{2,4}b?",
        "(a+b|b+a)+",
        "((a|b)(a|b))*",
        "a(b|())a",
        "(a{0,2}b){2,}",
        "(a*b){0,}a?",
        "[a-b]{3}|b{1,}",
      })
  void membersAreThoseThatMatch(String expression) {
    FiniteAutomaton automaton = RegularExpression.parse(expression);
    Language<?> language = Language.of("it", automaton);
    Pattern pattern = Pattern.compile(expression);
    assertThat(language.symbols()).isSubsetOf("a", "b");
    int symbols = language.symbols().size();
    for (int length = 0; length <= 8; length++) {
      for (int number = 0; number < Math.pow(symbols, length); number++) {
        StringBuilder text = new StringBuilder();
        int[] string = new int[length];
        int rest = number;
        for (int i = 0; i < length; i++) {
          string[i] = rest % symbols;
          text.append(language.symbols().get(string[i]));
          rest /= symbols;
        }
        assertThat(language.contains(string))
            .as("%s in %s", text, expression)
            .isEqualTo(pattern.matcher(text).matches());
      }
    }
  }

  /** The fourth symbol from the end takes 2⁴ states, whatever is written for it. */
  @Test
  void theAutomatonHasTheFewestStates() {
    assertThat(RegularExpression.parse("(a|b)*a(a|b){3}").states()).isEqualTo(16);
    assertThat(RegularExpression.parse("(a|aa|aaa) *").states()).isEqualTo(1);
    assertThat(RegularExpression.parse("\\*\\|*").symbols()).containsExactly("*", "|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(ab | cannot be read at its character 4: a round bracket is not closed",
        "ab) | at its character 3: a bracket is closed that was not opened",
        "a** | at its character 3: a repetition is repeated",
        "*a | at its character 1: '*' is no symbol",
        "[ab | at its character 4: it ends too early",
        "[] | square brackets have no symbol",
        "[b-a] | a range begins with its last symbol",
        "a{3,2} | a repetition is {2}, {2,} or {2,4}",
        "a{0} | a repetition is {2}",
        "a{99999} | of four digits at most",
        "a.b | at its character 2: name the symbols that are meant, such as [ab]",
        "[^a] | name the symbols that are meant",
        "() | has no symbols",
        "a$ | the symbol $ marks the end of a string",
        "[ab]*a[ab]{40} | is for an automaton of more than 10,000 states",
        "(a{5000}){5000} | has more than 10,000 symbols with all repetitions",
        "a\\ | it ends with a backslash",
      })
  void whatCannotBeALanguageIsRefused(String expression, String message) {
    assertThatThrownBy(() -> RegularExpression.parse(expression))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void longExpressionsAreRefused() {
    assertThatThrownBy(() -> RegularExpression.parse("a".repeat(1001)))
        .hasMessageContaining("has 1,001 characters");
  }
}
