package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.config.Documents;
import org.ravel.config.MalformedText;
import org.ravel.config.TokenizerKind;
import org.ravel.storage.Sha256;

/** What every tokenizer keeps to. */
class TokenizerContractTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\n",
          "The students (in the class) can't wait: 3.5 % of 1,000!",
          "é e\u0301 \u0301 a\u0301\u0302b",
          "😀 👩\u200D👩\u200D👧 \uD83C\uDDE9\uD83C\uDDEA",
          "Ein Wort\u00A0mit geschütztem\u2028Raum…",
          "Ελλάδα ΟΔΟΣ Straße İstanbul",
          "one\r\ntwo\n\nthree\tfour",
          "\" 'quoted' \" [a] {b} (c",
          "a_b a-b U.S. www.example.org/x?y=z");

  static Stream<Tokenizer> tokenizers() {
    List<Tokenizer> tokenizers = new ArrayList<>();
    for (TokenizerKind kind : TokenizerKind.values()) {
      tokenizers.add(Tokenizer.of(kind, false));
    }
    tokenizers.add(Tokenizer.of(TokenizerKind.WORD, true));
    tokenizers.add(Tokenizer.of(TokenizerKind.WHITESPACE, true));
    tokenizers.add(Tokenizer.of(TokenizerKind.SUBWORD, true));
    tokenizers.add(SubwordFixture.learned(TEXTS, false));
    tokenizers.add(SubwordFixture.learned(TEXTS, true));
    return tokenizers.stream();
  }

  private static boolean isLossless(Tokenizer tokenizer) {
    return switch (tokenizer.kind()) {
      case CHARACTER, BYTE -> true;
      case WORD, WHITESPACE -> false;
      case SUBWORD -> !tokenizer.lowerCase();
    };
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void decodedTokensAreTheSameTokensAgain(Tokenizer tokenizer) {
    for (String text : TEXTS) {
      requireRoundTrip(tokenizer, text, "text");
    }
    for (int run = 0; run < 200; run++) {
      long seed = new Random().nextLong();
      requireRoundTrip(tokenizer, randomText(new Random(seed), 40), "seed " + seed);
    }
  }

  private static void requireRoundTrip(Tokenizer tokenizer, String text, String description) {
    List<String> tokens = tokenizer.tokenize(text);
    String decoded = tokenizer.decode(tokens);
    assertThat(tokenizer.tokenize(decoded)).as("%s: %s", description, text).isEqualTo(tokens);
    if (isLossless(tokenizer)) {
      assertThat(decoded).isEqualTo(text);
    }
  }

  /** Controls, unassigned ones and all scripts too: half of the characters are any of Unicode's. */
  @ParameterizedTest
  @MethodSource("tokenizers")
  void anyTextComesBack(Tokenizer tokenizer) {
    if (isLossless(tokenizer)) {
      for (int run = 0; run < 300; run++) {
        long seed = new Random().nextLong();
        String text = anyText(new Random(seed), 80);
        assertThat(tokenizer.decode(tokenizer.tokenize(text))).as("seed %d", seed).isEqualTo(text);
      }
    }
  }

  private static String anyText(Random random, int characters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      int bound = random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x3000 : 0x110000;
      int codePoint = random.nextInt(bound);
      boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      text.appendCodePoint(isHalf ? ' ' : codePoint);
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void nothingHasNoTokens(Tokenizer tokenizer) {
    assertThat(tokenizer.tokenize("")).isEmpty();
    assertThat(tokenizer.decode(List.of())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void tokensAccountForTheWholeText(Tokenizer tokenizer) throws IOException {
    for (int run = 0; run < 100; run++) {
      long seed = new Random().nextLong();
      String text = randomText(new Random(seed), 60);
      Recorded recorded = cut(tokenizer, Documents.NONE, text, 1 << 16);
      assertThat(recorded.characters)
          .as("seed %d", seed)
          .isEqualTo(text.codePointCount(0, text.length()));
      assertThat(recorded.bytes)
          .as("seed %d", seed)
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void blocksDoNotMatter(Tokenizer tokenizer) throws IOException {
    for (Documents documents : Documents.values()) {
      for (int run = 0; run < 60; run++) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String text = randomText(random, 200);
        Recorded whole = cut(tokenizer, documents, text, 1 << 16);
        Recorded blocks = cut(tokenizer, documents, text, 2 + random.nextInt(30));
        assertThat(blocks.tokens).as("seed %d, %s", seed, documents).isEqualTo(whole.tokens);
        assertThat(blocks.characters).as("seed %d", seed).isEqualTo(whole.characters);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void longLinesAndLongTokensStream(Tokenizer tokenizer) throws IOException {
    String line = "word ".repeat(200_000) + "\n" + "x".repeat(2_500_000);
    Recorded recorded = cut(tokenizer, Documents.LINE, line, 1 << 16);
    assertThat(recorded.characters).isEqualTo(line.length());
    OptionalInt expected =
        switch (tokenizer.kind()) {
          case CHARACTER, BYTE -> OptionalInt.of(line.length() - 1);
          case WORD, WHITESPACE -> OptionalInt.of(200_000 + 3);
          // A space at the line's end, and runs of 64.
          case SUBWORD ->
              tokenizer.isToLearn() ? OptionalInt.of(200_000 + 1 + 39_063) : OptionalInt.empty();
        };
    expected.ifPresent(tokens -> assertThat(recorded.tokens).hasSize(tokens + 2));
    assertThat(recorded.longest).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void wordsAreThoseOfTheStandard() {
    assertThat(Tokenizer.of(TokenizerKind.WORD, true).tokenize("The U.S. can't pay $3.50, (yes)!"))
        .containsExactly("the", "u.s", ".", "can't", "pay", "$", "3.50", ",", "(", "yes", ")", "!");
    assertThat(
            Tokenizer.of(TokenizerKind.WORD, false)
                .decode(List.of("Yes", ",", "(", "so", "I", "say", ")", "!")))
        .isEqualTo("Yes, (so I say)!");
  }

  @Test
  void characterIsACodePoint() {
    assertThat(Tokenizer.of(TokenizerKind.CHARACTER, false).tokenize("a😀e\u0301"))
        .containsExactly("a", "😀", "e", "\u0301");
  }

  @Test
  void byteIsACharOfItsNumber() {
    Tokenizer bytes = Tokenizer.of(TokenizerKind.BYTE, false);
    assertThat(bytes.tokenize("aé")).containsExactly("a", "\u00C3", "\u00A9");
    assertThat(bytes.decode(List.of("a", "\u00C3"))).isEqualTo("a\uFFFD");
  }

  @Test
  void subwordsAreLearnedFromRunsWithTheSpaceBeforeThem() {
    Tokenizer words = Tokenizer.of(TokenizerKind.SUBWORD, true);
    assertThat(words.tokenize("Don't   pay 3.50€ (to me), O'Neill!\n\n ’tis 'so'"))
        .containsExactly(
            "don't",
            "  ",
            " pay",
            " 3",
            ".",
            "50",
            "€",
            " (",
            "to",
            " me",
            "),",
            " o'neill",
            "!",
            "\n",
            "\n",
            " ’",
            "tis",
            " '",
            "so",
            "'");
    assertThat(words.tokenize(" ".repeat(64) + "x" + "y".repeat(70) + " ".repeat(65)))
        .containsExactly(" ".repeat(63), " x" + "y".repeat(62), "y".repeat(8), " ".repeat(64), " ");
    assertThat(words.tokenize("a\u0301b \t c  ")).containsExactly("a\u0301b", " \t", " c", "  ");
  }

  @Test
  void subwordsThatAreNoTextTogetherAreReplaced() {
    Tokenizer subwords = SubwordFixture.learned(TEXTS, false);
    assertThat(subwords.decode(List.of("a", "<0xC3>", "<0xA9>", "<0xC3>", "b")))
        .isEqualTo("aé\uFFFDb");
    assertThat(subwords.tokenize("<0xC3><unk>")).doesNotContain("<0xC3>", "<unk>");
    assertThat(subwords.decode(subwords.tokenize("<0xC3><unk>"))).isEqualTo("<0xC3><unk>");
  }

  /** No Han or Thai: their words depend on the text around them. */
  private static String randomText(Random random, int parts) {
    List<String> alphabet =
        List.of(
            "a",
            "B",
            "é",
            "\u0301",
            "1",
            ".",
            ",",
            "'",
            "(",
            ")",
            "_",
            "😀",
            "\uD83C\uDDE9",
            "\u200D",
            "Σ",
            "\u00AD",
            "\u00A0",
            " ",
            " ",
            "  ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "[",
            "%",
            "…",
            "-");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(parts); i > 0; i--) {
      text.append(alphabet.get(random.nextInt(alphabet.size())));
    }
    return text.toString();
  }

  private static Recorded cut(Tokenizer tokenizer, Documents documents, String text, int block)
      throws IOException {
    TextFormat format =
        new TextFormat(tokenizer, documents, MalformedText.FAIL, new DocumentSplit(false, 0, 0));
    Recorded recorded = new Recorded();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new DocumentCutter(format, block)
        .cut(
            new DecodedText(
                new ByteArrayInputStream(bytes),
                "text",
                0,
                bytes.length,
                format,
                Sha256.digest(),
                block),
            true,
            true,
            recorded);
    return recorded;
  }

  private static final class Recorded implements CorpusSink {
    private final List<String> tokens = new ArrayList<>();
    private long characters;
    private long bytes;
    private int longest;

    @Override
    public void token(char[] text, int start, int end, int tokenCharacters, int tokenBytes) {
      tokens.add(new String(text, start, end - start));
      characters += tokenCharacters;
      bytes += tokenBytes;
      longest = Math.max(longest, end - start);
    }

    @Override
    public void dropped(int droppedCharacters, int droppedBytes) {
      characters += droppedCharacters;
      bytes += droppedBytes;
    }

    @Override
    public void source(int index) {}

    @Override
    public void stream(int index) {}

    @Override
    public void endOfDocument() {
      tokens.add("<eos>");
    }

    @Override
    public boolean done() {
      return false;
    }
  }
}
