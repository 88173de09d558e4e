package org.ravel.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.error.InputException;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.ngram.ArpaModel.Taken;
import org.ravel.ngram.counting.LocalCounting;
import org.ravel.sequence.Field;
import org.ravel.storage.Storage;

class ArpaModelTest {
  /**
   * Written by hand: words before the data, spaces for tabulators, weights that are missing where
   * they are 1, {@code -99} for {@code <s>}, no bigram {@code b c} where there is {@code a b c}, a
   * weight where nothing follows, and one in the last section. Probabilities of words: 0.1, 0.2,
   * 0.4, 0.2, 0.1.
   */
  private static final String BY_HAND =
      """
      a comment

      \\data\\
      ngram 1=6
      ngram 2 = 5
      ngram  3=2

      \\1-grams:
      -1\t<unk>
      -99\t<s>\t-0.30103
      -0.69897\t</s>
      -0.39794 a -0.30103
      -0.69897\tb\r
      -1.0\tc\t-0.1

      \\2-grams:
      -0.30103\t<s> a\t-0.1
      -0.60206\ta b\t-0.2
      -1\ta c
      -0.60206\tc a\t0.5
      -0.30103\tb </s>

      \\3-grams:
      -0.1\t<s> a b
      -0.2\ta b c\t0

      \\end\\
      what is behind it is not read
      """;

  private static final List<String> ABC = List.of("<unk>", "<eos>", "a", "b", "c");

  @TempDir private Path folder;

  /** Such a model would seem better than any. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.39794 a | -0.01 a | 1-grams whose probabilities sum to 1.5772",
        "-1\\ta c | -0.01\\ta c | 2-grams after \"a\" whose probabilities sum to 1.2272",
        "-0.2\\ta b c\\t0 | 0\\ta b </s>\\n-1 a b c | 3-grams after \"a b\" whose probabilities sum to 1.1",
      })
  void probabilitiesThatSumToMoreThanOneAreRefused(String line, String other, String said) {
    String text =
        BY_HAND
            .replace(line.translateEscapes(), other.translateEscapes())
            .replace("3=2", other.contains("\\n") ? "3=3" : "3=2");
    assertThat(text).isNotEqualTo(BY_HAND);
    assertThatThrownBy(() -> read(text, ABC).write(OutputStream.nullOutputStream()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(said);
  }

  /** Numbers that a file only says it has must not take memory. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void moreIsSaidThanIsThere(String order) {
    String more =
        BY_HAND.replaceAll("(?m)^ngram +" + order + " *=.*$", "ngram " + order + "=999999999999");
    assertThatThrownBy(() -> read(more, ABC))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(order + "-grams, but the file says that it has 999,999,999,999");
    String all = more.replaceAll("(?m)^ngram +(\\d) *=.*$", "ngram $1=999999999999");
    assertThatThrownBy(() -> read(all, ABC)).isInstanceOf(InputException.class);
    ArpaGrams grams = new ArpaGrams(15, 13_999_999_999_986L);
    grams.reserve(ABC.size());
    assertThat(grams.parts()).isEqualTo(ABC.size());
  }

  @Test
  void byHand() throws IOException {
    NGramModel model = model(read(BY_HAND, ABC));
    double[] ofA = {0.5 * 0.1, 0.5 * 0.2, 0.5 * 0.4, 0.25, 0.1};
    assertThat(distribution(model, 2)).containsExactly(ofA, within(1e-6));
    // <s> a has b alone: the others are those after a, with its weight.
    double rest = Math.pow(10, -0.1);
    assertThat(distribution(model, 1, 2))
        .containsExactly(
            new double[] {rest * ofA[0], rest * ofA[1], rest * ofA[2], rest, rest * ofA[4]},
            within(1e-6));
    // a b has c, b has </s>, and the rest is the unigrams': b has no weight, which is 1.
    double after = Math.pow(10, -0.2);
    assertThat(distribution(model, 2, 3))
        .containsExactly(
            new double[] {after * 0.1, after * 0.5, after * 0.4, after * 0.2, after}, within(1e-6));
    // Nothing follows c a, but it has a weight.
    double up = Math.pow(10, 0.5);
    assertThat(distribution(model, 4, 2))
        .containsExactly(Arrays.stream(ofA).map(p -> up * p).toArray(), within(1e-6));
    // b c is no bigram.
    assertThat(distribution(model, 3, 4)).containsExactly(distribution(model, 4), within(0.0));
  }

  /** c counts as unknown: 0.1 + 0.1, after a 0.1 + 0.5 · (0.2 − 0.1). */
  @Test
  void wordsThatTheVocabularyDoesNotHaveAreUnknown() throws IOException {
    ArpaModel read = read(BY_HAND, ABC.subList(0, 4));
    assertThat(read.taken()).isEqualTo(new Taken(List.of(6L, 5L, 2L), 0, List.of("c"), 3, 0));
    NGramModel model = model(read);
    double[] ofA = {0.15, 0.5 * 0.2, 0.5 * 0.4, 0.25};
    assertThat(distribution(model, 2)).containsExactly(ofA, within(1e-6));
    double rest = Math.pow(10, -0.1);
    assertThat(distribution(model, 1, 2))
        .containsExactly(
            new double[] {rest * ofA[0], rest * ofA[1], rest * ofA[2], rest}, within(1e-6));
    double after = Math.pow(10, -0.2);
    // After a b it is c with 10^-0.2, and what is left of 0.2 without c's 0.1.
    assertThat(distribution(model, 2, 3))
        .containsExactly(
            new double[] {after + after * (0.2 - 0.1), after * 0.5, after * 0.4, after * 0.2},
            within(1e-6));
    assertThat(distribution(model, 0))
        .containsExactly(new double[] {0.2, 0.2, 0.4, 0.2}, within(1e-6));
  }

  @Test
  void tokensThatTheFileDoesNotHaveShareTheUnknownOnes() throws IOException {
    ArpaModel read = read(BY_HAND, List.of("<unk>", "<eos>", "a", "b", "c", "d", "e"));
    assertThat(read.taken().missing()).isEqualTo(2);
    double third = 0.1 / 3;
    assertThat(distribution(model(read), 5))
        .containsExactly(new double[] {third, 0.2, 0.4, 0.2, 0.1, third, third}, within(1e-6));
    assertThatThrownBy(
            () -> read(BY_HAND.replace("<unk>", "d"), List.of("<unk>", "<eos>", "a", "e", "f")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "by-hand.arpa has no probability for 2 tokens of the vocabulary (e, f), nor for <unk>");
  }

  @Test
  void whatIsImpossibleBecomesHardlyPossible() throws IOException {
    ArpaModel read = read(BY_HAND.replace("-0.60206\ta b\t-0.2", "-inf\ta b\t-99"), ABC);
    assertThat(read.taken().raised()).isEqualTo(2);
    NGramModel model = model(read);
    assertThat(distribution(model, 2)[3]).isCloseTo(1e-20, withPercentage(0.001));
    assertThat(distribution(model, 2, 3)[0]).isCloseTo(1e-21, withPercentage(0.001));
  }

  @Test
  void marksOfDocumentsAreWordsWhereDocumentsHaveNoEnds() throws IOException {
    List<String> tokens = List.of("<unk>", "a", "b", "c");
    ArpaModel read =
        ArpaModel.read(
            new ByteArrayInputStream(BY_HAND.getBytes(StandardCharsets.UTF_8)), "f", tokens, 0, -1);
    assertThat(read.taken().others()).containsExactly("<s>", "</s>");
    assertThat(read.taken().leftOut()).isEqualTo(3);
    // </s> is unknown: 0.1 + 0.2; after b 0.5 + 0.3 − 0.2.
    assertThat(distribution(model(read), 2))
        .containsExactly(new double[] {0.6, 0.4, 0.2, 0.1}, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, -1", "4, 1", "6, 1"})
  void whatIsWrittenComesBack(int order, int end) throws IOException {
    NGramModel counted = counted(order, end);
    NGramModel read = model(ArpaModel.read(arpa(counted, end), "f", tokens(), 0, end));
    int[] text = text(new Random(7), 300);
    try (Predictor predictor = read.get();
        Predictor expected = counted.get();
        Categorical next = predictor.predict(Field.of(text), predictor.start());
        Categorical other = expected.predict(Field.of(text), expected.start())) {
      for (int step = 0; step < text.length; step++) {
        for (int token = 0; token < 9; token++) {
          assertThat(next.nats(0, step, token)).isCloseTo(other.nats(0, step, token), within(1e-6));
        }
        double[] all = new double[9];
        for (int token = 0; token < 9; token++) {
          all[token] = Math.exp(-next.nats(0, step, token));
        }
        assertThat(Arrays.stream(all).sum()).isCloseTo(1, within(1e-6));
        // Whole distributions and single probabilities are looked up by different code.
        int best = next.best(0, step);
        assertThat(all[best]).isEqualTo(Arrays.stream(all).max().orElseThrow());
      }
    }
  }

  /** Histories of the tokens that are kept have the same probabilities; unknown has the others'. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void foldedDistributionsAreSumsOfWholeOnes(int order) throws IOException {
    NGramModel counted = counted(order, 1);
    int kept = 5;
    ArpaModel folded = ArpaModel.read(arpa(counted, 1), "f", tokens().subList(0, kept), 0, 1);
    assertThat(folded.taken().others()).hasSize(4);
    int[] text = new Random(order).ints(500, 0, kept).toArray();
    try (Predictor predictor = model(folded).get();
        Predictor expected = counted.get();
        Categorical next = predictor.predict(Field.of(text), predictor.start());
        Categorical whole = expected.predict(Field.of(text), expected.start())) {
      for (int step = 0; step < text.length; step++) {
        double unknown = Math.exp(-whole.nats(0, step, 0));
        for (int token = kept; token < 9; token++) {
          unknown += Math.exp(-whole.nats(0, step, token));
        }
        assertThat(-next.nats(0, step, 0)).isCloseTo(Math.log(unknown), within(2e-6));
        for (int token = 1; token < kept; token++) {
          assertThat(next.nats(0, step, token)).isCloseTo(whole.nats(0, step, token), within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ngram 2 = 5        | ngram 2 = 6     | :23 ends a section of 5 2-grams, but the file says that it has 6",
        "ngram 1=6          | 1=6             | :4 is \"1=6\" but must be ngram 1=…",
        "ngram 1=6          | ngram 2=6       | :4 counts 2-grams, but orders must follow each other",
        "\\data\\           | data            | :8 is \\1-grams:, but \\data\\ must be before it",
        "\\2-grams:         | \\3-grams:      | :16 is \"\\3-grams:\" but must be \\2-grams:",
        "\\end\\            | end             | :27 has 1 fields but must have a logarithm, 3 words",
        "-1\ta c            | -1\ta           | :19 has 2 fields but must have a logarithm, 2 words",
        "-1\ta c            | -1\ta c d 0     | :19 has 5 fields but must have a logarithm, 2 words",
        "-1\ta c            | 0.1\ta c        | :19 has the logarithm 0.1 of a probability, but must have 0 or less",
        "-1\ta c            | nan\ta c        | :19 has \"nan\" where a logarithm must be",
        "-1\ta c            | -1\ta d         | :19 has the word \"d\", which is no 1-gram",
        "-1\ta c            | -1\ta b         | has the 2-gram \"a b\" twice; remove one of the lines",
        "-0.69897\tb        | -0.69897\ta     | :13 has the word \"a\" once more",
        "-0.1\t<s> a b      | -0.1\ta a b     | has the 3-gram \"a a b\" but not the 2-gram \"a a\"",
        "-0.1\t<s> a b      | -0.1\tc c b     | has the 3-gram \"c c b\" but not the 2-gram \"c c\"",
        "-0.60206\ta b\t-0.2 | -0.6\ta b\t400 | has the weight 10^400, which is too large",
      })
  void whatIsNoneOfTheFormatIsNamed(String found, String instead, String message) {
    String text = BY_HAND.replace(found, instead);
    assertThat(text).isNotEqualTo(BY_HAND);
    assertThatThrownBy(() -> model(read(text, ABC)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("by-hand.arpa")
        .hasMessageContaining(message);
  }

  @Test
  void filesThatEndEarlyAreCutOff() {
    String cut = BY_HAND.substring(0, BY_HAND.indexOf("-0.30103\tb"));
    assertThatThrownBy(() -> read(cut, ABC))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "by-hand.arpa:21 is behind the last one, but \\end\\ must end the file");
  }

  private NGramModel counted(int order, int end) throws IOException {
    Random random = new Random(order);
    List<int[]> texts = List.of(text(random, 900), text(random, 150));
    return store(
        new LocalCounting(texts, order, Smoothing.KNESER_NEY, tokens().size(), end).file(3, 2, 1));
  }

  private static List<String> tokens() {
    return List.of("<unk>", "<eos>", "a", " ", "\n", "\\u0020", "\\data\\", "<s>", "é\u00a0");
  }

  private static int[] text(Random random, int length) {
    int[] text = new int[length];
    for (int i = 0; i < length; i++) {
      text[i] = i > 1 && random.nextBoolean() ? (text[i - 1] + text[i - 2]) % 9 : random.nextInt(9);
    }
    return text;
  }

  private static ByteArrayInputStream arpa(NGramModel model, int end) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(model, tokens(), end, out);
    return new ByteArrayInputStream(out.toByteArray());
  }

  private static ArpaModel read(String arpa, List<String> tokens) throws IOException {
    return ArpaModel.read(
        new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)),
        "by-hand.arpa",
        tokens,
        0,
        1);
  }

  private NGramModel model(ArpaModel read) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    read.write(out);
    return store(out.toByteArray());
  }

  private NGramModel store(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "ngrams", ".bin");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes);
    }
    return new NGramModel(
        new Storage(new Configuration()), new org.apache.hadoop.fs.Path(file.toUri()), "unused");
  }

  private static double[] distribution(NGramModel model, int... history) {
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(history), predictor.start())) {
      double[] all = new double[predictor.vocabularySize()];
      for (int token = 0; token < all.length; token++) {
        all[token] = Math.exp(-next.nats(0, history.length - 1, token));
      }
      return all;
    }
  }
}
