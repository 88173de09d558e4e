package org.ravel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Languages against definitions in other words, and against all strings of short lengths. */
class LanguageTest {
  private static String name(NamedLanguage named) {
    return named.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Language<?> language(NamedLanguage named) {
    return named.language(name(named));
  }

  /** All strings of a length in the order of symbols. */
  private static List<int[]> all(int symbols, int length) {
    List<int[]> strings = List.of(new int[0]);
    for (int i = 0; i < length; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] string : strings) {
        for (int symbol = 0; symbol < symbols; symbol++) {
          int[] next = Arrays.copyOf(string, string.length + 1);
          next[string.length] = symbol;
          longer.add(next);
        }
      }
      strings = longer;
    }
    return strings;
  }

  private static int longest(Language<?> language) {
    return switch (language.symbols().size()) {
      case 2 -> 11;
      case 3 -> 8;
      case 4 -> 6;
      default -> 5;
    };
  }

  private static long count(String text, char symbol) {
    return text.chars().filter(c -> c == symbol).count();
  }

  /** The same languages by regular expressions of Java, and by counting. */
  private static Predicate<String> definition(NamedLanguage named) {
    return switch (named) {
      case TOMITA_1 -> Pattern.compile("1*").asMatchPredicate();
      case TOMITA_2 -> Pattern.compile("(10)*").asMatchPredicate();
      case TOMITA_3 -> text -> !hasOddRuns(text);
      case TOMITA_4 -> text -> !text.contains("000");
      case TOMITA_5 -> text -> count(text, '0') % 2 == 0 && count(text, '1') % 2 == 0;
      case TOMITA_6 -> text -> (count(text, '0') - count(text, '1')) % 3 == 0;
      case TOMITA_7 -> Pattern.compile("0*1*0*1*").asMatchPredicate();
      case REBER -> Pattern.compile(reber()).asMatchPredicate();
      case EMBEDDED_REBER -> Pattern.compile(embedded()).asMatchPredicate();
      case CONTINUAL_REBER ->
          text -> {
            var matcher = Pattern.compile("(" + embedded() + ")*").matcher(text);
            return matcher.matches() || matcher.hitEnd();
          };
      case ANBN -> text -> !text.isEmpty() && text.equals(runs("ab", text.length() / 2));
      case ANBNCN -> text -> !text.isEmpty() && text.equals(runs("abc", text.length() / 3));
      case BALANCED -> text -> count(text, 'a') == count(text, 'b');
      case DYCK_1, DYCK_2 -> LanguageTest::vanishes;
      case PARITY -> text -> count(text, '1') % 2 == 1;
    };
  }

  /** Whether an odd run of 0 is somewhere behind an odd run of 1. */
  private static boolean hasOddRuns(String text) {
    boolean odd = false;
    for (String run : text.split("(?<=0)(?=1)|(?<=1)(?=0)", -1)) {
      if (run.length() % 2 == 1) {
        if (odd && run.startsWith("0")) {
          return true;
        }
        odd |= run.startsWith("1");
      }
    }
    return false;
  }

  private static String reber() {
    return "B(TS*X(XT*V(PXT*V)*(V|PS)|S)|PT*V(PXT*V)*(V|PS))E";
  }

  private static String embedded() {
    return "B(T%sT|P%sP)E".formatted(reber(), reber());
  }

  private static String runs(String letters, int length) {
    StringBuilder text = new StringBuilder();
    letters.chars().forEach(letter -> text.append(String.valueOf((char) letter).repeat(length)));
    return text.toString();
  }

  private static boolean vanishes(String text) {
    String before = "";
    String rest = text;
    while (!rest.equals(before)) {
      before = rest;
      rest = rest.replace("()", "").replace("[]", "");
    }
    return rest.isEmpty();
  }

  @ParameterizedTest
  @EnumSource(NamedLanguage.class)
  void membersAreThoseOfTheDefinition(NamedLanguage named) {
    Language<?> language = language(named);
    Predicate<String> definition = definition(named);
    for (int length = 0; length <= longest(language); length++) {
      for (int[] string : all(language.symbols().size(), length)) {
        String text = language.text(string).replace(" ", "");
        if (language.contains(string) != definition.test(text)) {
          fail("%s is %s in %s", text, definition.test(text) ? "not" : "wrongly", named);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NamedLanguage.class)
  void stringsOfALengthAreCountedAndFoundInOrder(NamedLanguage named) {
    Language<?> language = language(named);
    for (int length = 0; length <= longest(language); length++) {
      int members = 0;
      int others = 0;
      for (int[] string : all(language.symbols().size(), length)) {
        if (language.contains(string)) {
          same(language.member(length, BigInteger.valueOf(members)), string);
          members++;
        } else {
          same(language.nonMember(length, BigInteger.valueOf(others)), string);
          others++;
        }
      }
      assertThat(language.members(length)).isEqualTo(BigInteger.valueOf(members));
      assertThat(language.nonMembers(length)).isEqualTo(BigInteger.valueOf(others));
    }
  }

  private static void same(int[] found, int[] expected) {
    if (!Arrays.equals(found, expected)) {
      fail("%s instead of %s", Arrays.toString(found), Arrays.toString(expected));
    }
  }

  /** By looking for a member that begins so, among all strings a little longer. */
  @ParameterizedTest
  @EnumSource(
      value = NamedLanguage.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REBER", "EMBEDDED_REBER", "CONTINUAL_REBER"})
  void whatMayFollowIsWhatSomeMemberHas(NamedLanguage named) {
    Language<?> language = language(named);
    int symbols = language.symbols().size();
    for (int length = 0; length <= (symbols == 2 ? 4 : 3); length++) {
      for (int[] string : all(symbols, length)) {
        BitSet expected = new BitSet();
        expected.set(symbols, language.contains(string));
        for (int symbol = 0; symbol < symbols; symbol++) {
          int[] begun = Arrays.copyOf(string, length + 1);
          begun[length] = symbol;
          expected.set(symbol, isBeginning(language, begun, symbols == 3 ? 8 : 5));
        }
        assertThat(language.legal(string).get(length))
            .as(language.text(string))
            .isEqualTo(expected);
      }
    }
  }

  private static boolean isBeginning(Language<?> language, int[] begun, int further) {
    for (int length = 0; length <= further; length++) {
      for (int[] rest : all(language.symbols().size(), length)) {
        int[] whole = Arrays.copyOf(begun, begun.length + length);
        System.arraycopy(rest, 0, whole, begun.length, length);
        if (language.contains(whole)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void nothingFollowsABeginningOfNoMember() {
    Language<?> language = language(NamedLanguage.TOMITA_4);
    List<BitSet> sets = language.legal(language.string("1 0 0 0 1"));
    assertThat(sets).hasSize(6);
    assertThat(sets.get(3)).isEqualTo(BitSet.valueOf(new long[] {0b110}));
    assertThat(sets.get(4).isEmpty()).isTrue();
    assertThat(sets.get(5).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "TOMITA_1,1",
    "TOMITA_2,2",
    "TOMITA_3,4",
    "TOMITA_4,3",
    "TOMITA_5,4",
    "TOMITA_6,3",
    "TOMITA_7,4",
    "REBER,8",
    "EMBEDDED_REBER,20",
    "CONTINUAL_REBER,19",
    "PARITY,2"
  })
  void automataAreMinimal(NamedLanguage named, int states) {
    FiniteAutomaton automaton = language(named).automaton().orElseThrow();
    assertThat(automaton.minimal().states()).isEqualTo(states);
    assertThat(automaton.states()).isEqualTo(states);
  }

  @Test
  void statesThatDoTheSameBecomeOne() {
    FiniteAutomaton twice =
        FiniteAutomaton.of(
            List.of("x"),
            0,
            new boolean[] {true, false, true, false, false},
            new int[][] {{1}, {2}, {3}, {0}, {4}});
    assertThat(twice.states()).isEqualTo(4);
    FiniteAutomaton minimal = twice.minimal();
    assertThat(minimal.states()).isEqualTo(2);
    assertThat(minimal.accepts(0)).isTrue();
    assertThat(minimal.accepts(1)).isFalse();
    assertThat(minimal.target(0, 0)).isEqualTo(1);
    assertThat(minimal.target(1, 0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = NamedLanguage.class, mode = EnumSource.Mode.MATCH_ALL, names = "TOMITA_.")
  void publishedStringsAreWhatTheyAreSaidToBe(NamedLanguage named) {
    Language<?> language = language(named);
    var strings = PublishedStrings.of(language);
    assertThat(strings).hasSizeGreaterThan(13);
    strings.forEach(
        drawn ->
            assertThat(language.contains(drawn.symbols()))
                .as(language.text(drawn.symbols()))
                .isEqualTo(drawn.member()));
  }

  @Test
  void longStringsAreCountedExactly() {
    Language<?> dyck = language(NamedLanguage.DYCK_2);
    // The Catalan number of 100 pairs, times the kinds of each pair.
    BigInteger catalan = BigInteger.ONE;
    for (int n = 0; n < 100; n++) {
      catalan = catalan.multiply(BigInteger.valueOf(4L * n + 2)).divide(BigInteger.valueOf(n + 2L));
    }
    assertThat(dyck.members(200)).isEqualTo(catalan.shiftLeft(100));
    assertThat(dyck.members(201)).isZero();
    assertThat(language(NamedLanguage.ANBN).members(20_000)).isOne();
  }
}
