package org.ravel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.grammar.GrammarText;
import org.ravel.language.LanguageStrings.Drawn;

/** What is drawn, how often, and what it tells. */
class LanguageStringsTest {
  private static LanguageStrings strings(
      NamedLanguage named, String lengths, double negatives, double near) {
    return new LanguageStrings(
        named.language("it"),
        new Draw(7, lengths.isEmpty() ? null : Lengths.parse(lengths), negatives, near));
  }

  @ParameterizedTest
  @EnumSource(NamedLanguage.class)
  void halfOfTheStringsBelongToTheLanguage(NamedLanguage named) {
    LanguageStrings strings = strings(named, "6-24", 0.5, 0.5);
    int members = 0;
    for (int i = 0; i < 1000; i++) {
      Drawn drawn = strings.string(i);
      assertThat(drawn.symbols().length).isBetween(6, 24);
      assertThat(strings.language().contains(drawn.symbols())).isEqualTo(drawn.member());
      members += drawn.member() ? 1 : 0;
    }
    // Four standard deviations.
    assertThat(members).isBetween(437, 563);
  }

  @Test
  void stringsOfALengthAreEquallyLikely() {
    LanguageStrings strings = strings(NamedLanguage.TOMITA_4, "4", 0.25, 0);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 40_000; i++) {
      counts.merge(strings.language().text(strings.string(i).symbols()), 1, Integer::sum);
    }
    // 13 members share three quarters, and 000x and 1000 the rest.
    assertThat(counts).hasSize(16);
    counts.forEach(
        (text, count) ->
            assertThat(count / 40_000.0)
                .as(text)
                .isCloseTo(text.contains("0 0 0") ? 0.25 / 3 : 0.75 / 13, within(0.006)));
  }

  /** As a loop over all binary numbers finds them. */
  @Test
  void everyStringOfTheLengthsOnceMembersFirst() {
    LanguageStrings all = every(NamedLanguage.TOMITA_4, "1-9", 0.5);
    assertThat(all.number()).hasValue(1022);
    Set<String> seen = new HashSet<>();
    int length = 1;
    boolean member = true;
    for (int i = 0; i < 1022; i++) {
      Drawn drawn = all.string(i);
      String text = all.language().text(drawn.symbols());
      assertThat(seen.add(text)).as(text).isTrue();
      assertThat(drawn.member()).isEqualTo(!text.contains("0 0 0"));
      assertThat(drawn.symbols().length).isGreaterThanOrEqualTo(length);
      if (drawn.symbols().length == length) {
        assertThat(member || !drawn.member()).isTrue();
      }
      length = drawn.symbols().length;
      member = drawn.member();
    }
    LanguageStrings members = every(NamedLanguage.ANBN, "2-20", 0);
    assertThat(members.number()).hasValue(10);
    assertThat(members.string(2).symbols()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(members.entropy()).isEmpty();
  }

  @Test
  void everyStringNeedsFewStringsWithAnEnd() {
    assertThatThrownBy(() -> every(NamedLanguage.TOMITA_4, "1-40", 0.5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("more than 10,000,000; give shorter lengths");
    assertThatThrownBy(() -> every(NamedLanguage.CONTINUAL_REBER, "5", 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("its strings have no end");
    assertThatThrownBy(() -> every(NamedLanguage.REBER, "", 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("give --lengths");
  }

  private static LanguageStrings every(NamedLanguage named, String lengths, double negatives) {
    Lengths parsed = lengths.isEmpty() ? null : Lengths.parse(lengths);
    return new LanguageStrings(named.language("it"), new Draw(7, parsed, negatives, 0.5, true));
  }

  @Test
  void aStringIsTheSameWhoeverDrawsItAndWhen() {
    LanguageStrings some = strings(NamedLanguage.DYCK_2, "2-60", 0.5, 0.5);
    LanguageStrings others = strings(NamedLanguage.DYCK_2, "2-60", 0.5, 0.5);
    for (int i = 300; i >= 0; i -= 7) {
      others.string(i);
      assertThat(others.string(i).symbols()).isEqualTo(some.string(i).symbols());
    }
    assertThat(some.string(1).symbols()).isNotEqualTo(some.string(2).symbols());
  }

  @Test
  void nearStringsDifferByOneSymbol() {
    LanguageStrings strings = strings(NamedLanguage.ANBN, "2-40", 1, 1);
    Language<?> language = strings.language();
    for (int i = 0; i < 300; i++) {
      int[] string = strings.string(i).symbols();
      if (string.length % 2 == 0) {
        int[] member = language.member(string.length, BigInteger.ZERO);
        int different = 0;
        for (int at = 0; at < string.length; at++) {
          different += string[at] == member[at] ? 0 : 1;
        }
        assertThat(different).isOne();
      }
    }
  }

  /**
   * By hand: six bits and eight symbols of a string of Reber's; another choice and four symbols.
   */
  @ParameterizedTest
  @CsvSource({"REBER,6,8", "EMBEDDED_REBER,7,12"})
  void walksHaveTheEntropyThatAHandFinds(NamedLanguage named, double bits, double length) {
    LanguageStrings strings = strings(named, "", 0, 0);
    assertThat(strings.entropy().orElseThrow()).isCloseTo(bits, within(1e-12));
    assertThat(strings.meanLength()).isCloseTo(length, within(1e-12));
    double symbols = 0;
    for (int i = 0; i < 20_000; i++) {
      Drawn drawn = strings.string(i);
      assertThat(strings.language().contains(drawn.symbols())).isTrue();
      symbols += drawn.symbols().length;
    }
    assertThat(symbols / 20_000).isCloseTo(length, within(0.1));
  }

  /**
   * No network can read the empty string. By hand: of 1* walked with one half for each choice, n
   * symbols have 2⁻ⁿ of what is not empty, which is two bits and two symbols; S = a S b with 0.4,
   * else empty, has the lengths 2n with 0.6 · 0.4ⁿ⁻¹ of it.
   */
  @ParameterizedTest
  @CsvSource({
    "'',2,2",
    "'S = 0.4 \"a\" S \"b\" | 0.6',1.618250,3.333333",
    // The same, where the empty string takes two nonterminals.
    "'S = 0.4 \"a\" S \"b\" | 0.6 N M\nN = 1\nM = 1 N',1.618250,3.333333",
    // Either of two, and no choice is left of a single one.
    "'S = 0.5 | 0.5 \"a\"',0,1"
  })
  void noStringIsEmpty(String grammar, double bits, double length) {
    Language<?> language =
        grammar.isEmpty()
            ? NamedLanguage.TOMITA_1.language("it")
            : Language.of("it", GrammarText.parse(grammar));
    LanguageStrings strings = new LanguageStrings(language, new Draw(7, null, 0, 0));
    assertThat(strings.entropy().orElseThrow()).isCloseTo(bits, within(1e-6)).isNotNegative();
    assertThat(strings.meanLength()).isCloseTo(length, within(1e-6));
    LanguageStrings others = new LanguageStrings(language, new Draw(7, null, 0.5, 0.5));
    double symbols = 0;
    for (int i = 0; i < 10_000; i++) {
      symbols += strings.string(i).symbols().length;
      assertThat(strings.string(i).symbols()).isNotEmpty();
      if (i < 200 && language.symbols().size() > 1) {
        assertThat(others.string(i).symbols()).isNotEmpty();
      }
    }
    assertThat(symbols / 10_000).isCloseTo(length, within(0.15));
  }

  @Test
  void aLanguageOfTheEmptyStringAloneIsRefused() {
    FiniteAutomaton trap = AutomatonTable.parse("start A\naccept A\nA 0 B\nB 0 B\n");
    assertThatThrownBy(
            () -> new LanguageStrings(Language.of("mine", trap), new Draw(1, null, 0, 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "mine holds no string but the empty one, which no network can read; give it strings that have symbols");
  }

  @Test
  void aStreamHasTheEntropyOfItsChoices() {
    LanguageStrings strings = strings(NamedLanguage.CONTINUAL_REBER, "1,2,1200", 0, 0);
    // Log 3 for the length; one bit for T or P; seven bits in twelve symbols in the long run.
    double bits = strings.entropy().orElseThrow() - Math.log(3) / Math.log(2);
    assertThat(bits * 3).isCloseTo(0 + 1 + 700, within(1.5));
    assertThat(strings.language().legal(strings.string(0).symbols()))
        .noneMatch(set -> set.get(strings.language().symbols().size()));
  }

  @Test
  void lengthsTellAsMuchAsTheirChoice() {
    assertThat(strings(NamedLanguage.ANBN, "2-20", 0, 0).entropy().orElseThrow())
        .isCloseTo(Math.log(10) / Math.log(2), within(1e-12));
    assertThat(strings(NamedLanguage.BALANCED, "2,4", 0, 0).entropy().orElseThrow())
        .isCloseTo(1 + (1 + Math.log(6) / Math.log(2)) / 2, within(1e-12));
    assertThat(strings(NamedLanguage.BALANCED, "1000", 0, 0).entropy().orElseThrow())
        .isCloseTo(1000 - Math.log(Math.PI * 500) / Math.log(2) / 2, within(1e-3));
    assertThat(strings(NamedLanguage.BALANCED, "2,4", 0.5, 0).entropy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
ANBN            | 3    | 0   | it has no strings of length 3; give other lengths
ANBN            | 4,7  | 0   | it has no strings of length 7; give other lengths
ANBNCN          | 4-5  | 0.5 | it has no strings of a length from 4 to 5; give other lengths
CONTINUAL_REBER | 1000 | 1.5 | negatives is 1.5 but must lie in [0, 1]
ANBN            | ''   | 0   | it needs lengths, since nothing draws its strings whole; give --lengths
CONTINUAL_REBER | ''   | 0   | it needs lengths, since its strings have no end; give --lengths
TOMITA_1        | 0    | 0   | a length is 0 but must lie between 1 and 10,000
TOMITA_1        | 9-5  | 0   | the lengths are '9-5' but must be like 10, 5,10,20 or 1-15
DYCK_1          | 1002 | 0   | strings of it are drawn up to length 1,000, but a length is 1,002
TOMITA_1        | x    | 0   | the lengths are 'x' but must be like
""")
  void whatCannotBeDrawnIsRefused(
      NamedLanguage named, String lengths, double negatives, String message) {
    assertThatThrownBy(() -> strings(named, lengths, negatives, 0))
        .isInstanceOfAny(InputException.class, ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLanguageOfAllStringsHasNoOthers() {
    Language<?> all = Language.of("all", AutomatonTable.parse("start A\naccept A\nA x A\nA y A\n"));
    Draw draw = new Draw(1, Lengths.parse("3"), 0.5, 0);
    assertThatThrownBy(() -> new LanguageStrings(all, draw))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("all has no strings that do not belong to it of length 3");
  }

  @Test
  void linesAnswer() {
    LanguageStrings strings = strings(NamedLanguage.DYCK_2, "6", 0, 0);
    int[] string = strings.language().string("( [ ] )");
    assertThat(new LanguageLines(strings, Answers.NONE, false).line(string, true))
        .isEqualTo("( [ ] )");
    assertThat(new LanguageLines(strings, Answers.ACCEPT, false).line(string, true))
        .isEqualTo("{\"text\": \"( [ ] )\", \"label\": \"accept\"}");
    assertThat(new LanguageLines(strings, Answers.LEGAL, false).line(string, true))
        .isEqualTo(
            "{\"text\": \"( [ ] )\", \"legal\": [\"( ) [\", \"( [ ]\", \"( ) [\", \"( [ $\"]}");
    assertThatThrownBy(() -> new LanguageLines(strings, Answers.LEGAL, true))
        .hasMessageContaining("no line would say so");
    assertThatThrownBy(() -> strings.language().string("( {"))
        .hasMessageContaining("it has no symbol '{'; its symbols are ( ) [ ]");
  }
}
