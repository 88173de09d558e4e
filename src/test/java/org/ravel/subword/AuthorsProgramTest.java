package org.ravel.subword;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Merges, and words cut by them, are those of subword-nmt, the program of the method's authors. */
class AuthorsProgramTest {
  private static final String END = "</w>";

  private static final List<CountedWord> WORDS = new ArrayList<>();
  private static final List<Merge> MERGES = new ArrayList<>();
  private static final List<List<String>> CUT = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                AuthorsProgramTest.class.getResourceAsStream("subword-nmt.txt"),
                StandardCharsets.UTF_8))) {
      for (String line : file.lines().filter(one -> !one.startsWith("#")).toList()) {
        List<String> fields = Arrays.asList(line.split(" ", -1));
        List<String> rest = fields.subList(1, fields.size());
        switch (fields.get(0)) {
          case "word" ->
              WORDS.add(new CountedWord(spelled(rest.get(0)), Long.parseLong(rest.get(1))));
          case "merge" -> MERGES.add(new Merge(rest.get(0), rest.get(1)));
          case "cut" -> CUT.add(rest);
          default -> throw new IllegalStateException(line);
        }
      }
    }
  }

  /** As the program spells them: the last character holds the end of the word. */
  private static List<String> spelled(String word) {
    List<String> symbols =
        word.codePoints().mapToObj(Character::toString).collect(Collectors.toList());
    symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + END);
    return symbols;
  }

  @Test
  void mergesAreTheSame() {
    assertThat(MERGES).hasSizeGreaterThan(100);
    assertThat(new MergeLearning(WORDS, merge -> true).learn(MERGES.size(), 2)).isEqualTo(MERGES);
  }

  /** {@link Subwords} knows no end of a word: a character of its own that no merge makes is one. */
  @Test
  void wordsAreCutTheSame() {
    List<String> characters =
        Stream.concat(MERGES.stream().map(Merge::merged), CUT.stream().flatMap(List::stream))
            .flatMap(symbol -> marked(symbol).codePoints().mapToObj(Character::toString))
            .distinct()
            .toList();
    List<Merge> merges = new ArrayList<>();
    // The last character with the end is one symbol there, and the first merges make it one here.
    characters.forEach(character -> merges.add(new Merge(character, marked(END))));
    MERGES.forEach(merge -> merges.add(new Merge(marked(merge.left()), marked(merge.right()))));
    Subwords subwords = new Subwords(characters, merges);
    assertThat(CUT).hasSizeGreaterThan(10);
    for (List<String> expected : CUT) {
      int[] parts = subwords.split(marked(String.join("", expected)));
      assertThat(Arrays.stream(parts).mapToObj(subwords.symbols()::get))
          .containsExactlyElementsOf(expected.stream().map(AuthorsProgramTest::marked).toList());
    }
  }

  private static String marked(String symbol) {
    return symbol.replace(END, "\uE001");
  }
}
