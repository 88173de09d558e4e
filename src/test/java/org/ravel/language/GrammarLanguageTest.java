package org.ravel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.grammar.GrammarText;

/** Languages of grammars beside the same ones by counters, stacks and regular expressions. */
class GrammarLanguageTest {
  private static Language<?> language(String grammar) {
    return Language.of("mine", GrammarText.parse(grammar.replace(';', '\n')));
  }

  /** All strings up to a length. */
  private static List<int[]> strings(int symbols, int longest) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int from = 0; all.get(from).length < longest; from++) {
      for (int symbol = 0; symbol < symbols; symbol++) {
        int[] longer = Arrays.copyOf(all.get(from), all.get(from).length + 1);
        longer[longer.length - 1] = symbol;
        all.add(longer);
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "DYCK_1,'S = 0.4 \"(\" S \")\" S | 0.6',9",
    "DYCK_2,'S = 0.2 \"(\" S \")\" S | 0.6 | 0.2 \"[\" S \"]\" S',6",
    "ANBN,'S = 0.5 \"a\" S \"b\" | 0.5 \"a\" \"b\"',10",
    // Left recursion, and a string for which there are many derivations.
    "BALANCED,'S = 0.3 | 0.2 S S | 0.25 \"a\" S \"b\" | 0.25 \"b\" S \"a\"',8"
  })
  void membersAndWhatFollowsAreThoseOfTheSameLanguage(
      NamedLanguage named, String grammar, int longest) {
    Language<?> expected = named.language("it");
    Language<?> found = language(grammar);
    assertThat(found.symbols()).containsExactlyInAnyOrderElementsOf(expected.symbols());
    for (int[] string : strings(expected.symbols().size(), longest)) {
      String text = expected.text(string);
      int[] same = found.string(text);
      assertThat(found.contains(same)).as(text).isEqualTo(expected.contains(string));
      assertThat(names(found, same)).as(text).isEqualTo(names(expected, string));
    }
  }

  /** Names of what may follow each beginning, in the order of the alphabet. */
  private static List<List<String>> names(Language<?> language, int[] string) {
    return language.legal(string).stream()
        .map(
            set ->
                set.stream()
                    .mapToObj(
                        symbol ->
                            symbol == language.symbols().size()
                                ? "end"
                                : language.symbols().get(symbol))
                    .sorted()
                    .toList())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'S = 0.3 A A \"x\" | 0.7 A;A = 0.5 | 0.5 \"a\"',a?a?x|a?",
    "'S = 0.4 S \"a\" | 0.3 \"x\" | 0.3 B S;B = 0.9 | 0.1 B \"b\"',b*xa*",
    "'S = 0.5 A B C | 0.5 \"y\";A = 0.5 | 0.5 B;B = 0.5 | 0.5 \"b\";C = 0.5 \"c\" | 0.5 A',b?b?(c|b?)|y"
  })
  void rulesOfTheEmptyTextAreRead(String grammar, String expression) {
    Language<?> language = language(grammar);
    Pattern pattern = Pattern.compile(expression);
    for (int[] string : strings(language.symbols().size(), 6)) {
      String text = language.text(string).replace(" ", "");
      assertThat(language.contains(string)).as(text).isEqualTo(pattern.matcher(text).matches());
    }
  }

  /** n is geometric: two bits, two of each letter. */
  @Test
  void stringsAreDrawnByTheRules() {
    Language<?> language = language("S = 0.5 \"a\" S \"b\" | 0.5 \"a\" \"b\"");
    LanguageStrings strings = new LanguageStrings(language, new Draw(3, null, 0, 0));
    assertThat(strings.entropy().orElseThrow()).isCloseTo(2, within(1e-12));
    assertThat(strings.meanLength()).isCloseTo(4, within(1e-12));
    double symbols = 0;
    for (int i = 0; i < 4000; i++) {
      int[] string = strings.string(i).symbols();
      assertThat(language.contains(string)).isTrue();
      symbols += string.length;
    }
    assertThat(symbols / 4000).isCloseTo(4, within(0.2));
    LanguageStrings some = new LanguageStrings(language, new Draw(3, null, 0.5, 0.5));
    for (int i = 0; i < 500; i++) {
      LanguageStrings.Drawn drawn = some.string(i);
      assertThat(language.contains(drawn.symbols())).isEqualTo(drawn.member());
    }
  }

  @Test
  void theyAreNotDrawnByLength() {
    Language<?> language = language("S = 0.5 \"a\" S | 0.5 \"b\"");
    Draw draw = new Draw(3, Lengths.parse("5"), 0, 0);
    assertThatThrownBy(() -> new LanguageStrings(language, draw))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("leave --lengths out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          S = 1 "a";T = 1 "b"             @ the grammar's T cannot be reached from its start S
          S = 0.5 "a" | 0.5 T;T = 1 "b" T @ T derives no text
          S = 0.5 "a" S S | 0.5 "b" S     @ S derives no text
          S = 0.5 "a b" | 0.5 "c"         @ the symbol 'a b' is empty or holds a blank
          S = 0.5 "$" | 0.5 "c"           @ the symbol $ marks the end of a string
          """)
  void mistakesAreNamed(String grammar, String message) {
    assertThatThrownBy(() -> language(grammar))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
