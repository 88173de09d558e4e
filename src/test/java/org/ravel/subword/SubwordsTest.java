package org.ravel.subword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Words cut by merges. */
class SubwordsTest {
  private static final List<Merge> HUGS =
      List.of(new Merge("u", "g"), new Merge("u", "n"), new Merge("h", "ug"));

  private static List<String> split(Subwords subwords, String word) {
    return Arrays.stream(subwords.split(word)).mapToObj(subwords.symbols()::get).toList();
  }

  /** The example of Hugging Face's course, whose unknown letters are bytes here. */
  @Test
  void wordsOfThePublishedExample() {
    Subwords subwords = new Subwords(List.of("b", "g", "h", "n", "p", "s", "u"), HUGS);
    assertThat(split(subwords, "bug")).containsExactly("b", "ug");
    assertThat(split(subwords, "mug")).containsExactly("<0x6D>", "ug");
    assertThat(split(subwords, "thug")).containsExactly("<0x74>", "hug");
    assertThat(split(subwords, "unhugs")).containsExactly("un", "hug", "s");
    assertThat(split(subwords, "é😀"))
        .containsExactly("<0xC3>", "<0xA9>", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>");
    assertThat(split(subwords, "")).isEmpty();
    assertThat(subwords.symbols())
        .hasSize(256 + 7 + 3)
        .startsWith("<0x00>", "<0x01>")
        .endsWith("u", "ug", "un", "hug");
  }

  @Test
  void wordsAreCutAsByThePlainImplementation() {
    for (int run = 0; run < 30; run++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      List<CountedWord> words =
          IntStream.range(0, 40)
              .mapToObj(i -> new CountedWord(letters(random), 1 + random.nextInt(4)))
              .toList();
      List<Merge> merges = new MergeLearning(words, merge -> true).learn(40, 2);
      Subwords subwords = new Subwords(List.of("a", "b", "c"), merges);
      for (int i = 0; i < 40; i++) {
        List<String> word = letters(random);
        assertThat(split(subwords, String.join("", word)))
            .as("seed %d, %s", seed, word)
            .isEqualTo(PlainBpe.split(word, merges));
      }
    }
  }

  private static List<String> letters(Random random) {
    return IntStream.range(0, 1 + random.nextInt(12))
        .mapToObj(at -> "abc".substring(random.nextInt(3)).substring(0, 1))
        .collect(Collectors.toList());
  }

  @Test
  void spelledWithCharactersAndBytes() {
    assertThat(Subwords.spelled("aéb", Set.of("a", "b")))
        .containsExactly("a", "<0xC3>", "<0xA9>", "b");
  }

  @Test
  void byteSymbolsAreReadStrictly() {
    for (int value = 0; value < 256; value++) {
      assertThat(ByteSymbols.value(ByteSymbols.all().get(value))).hasValue(value);
    }
    for (String other :
        List.of("", "<0xaf>", "<0xG0>", "<0x00>>", "<0x0>", "<unk>", "0x00", "<1x00>")) {
      assertThat(ByteSymbols.value(other)).as(other).isEmpty();
    }
  }

  @Test
  void mergesOfNothingAreRefused() {
    assertThatThrownBy(() -> new Subwords(List.of("a"), List.of(new Merge("a", "b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the merge of \"a\" and \"b\" is of symbols that no word can have");
    assertThatThrownBy(() -> new Subwords(List.of("a"), List.of(new Merge("a", "<0x41>"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameAfterSerialisation() throws IOException, ClassNotFoundException {
    Subwords subwords = new Subwords(List.of("h", "u", "g", "n"), HUGS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(subwords);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Subwords read = (Subwords) in.readObject();
      assertThat(split(read, "hugunhué")).isEqualTo(split(subwords, "hugunhué"));
      assertThat(read.symbols()).isEqualTo(subwords.symbols());
    }
  }
}
