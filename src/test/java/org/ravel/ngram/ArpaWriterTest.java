package org.ravel.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.ngram.counting.LocalCounting;
import org.ravel.sequence.Field;
import org.ravel.storage.Storage;

class ArpaWriterTest {
  /** With white space, what looks like an escape, and words that ARPA files reserve. */
  private static final List<String> TOKENS =
      List.of("<unk>", "<eos>", "a", " ", "\n", "\\u0020", "\\data\\", "<s>", "é\u00a0");

  @TempDir private Path folder;

  /**
   * The model of {@link NGramModelTest#kneserNeyByHand}. Unigrams have 7/24 and 1/8, a and b leave
   * 1/2 to them; (2 − 1)/3 + 7/48 is for b after a, 0.5/3 + 7/48 for c, and (2 − 1)/2 + 7/48 for a
   * after b.
   */
  @Test
  void byHand() throws IOException {
    NGramModel model =
        model(
            new LocalCounting(
                List.of(new int[] {0, 1, 0, 1, 0, 2}), 2, Smoothing.KNESER_NEY, 4, -1));
    assertThat(arpa(model, List.of("a", "b", "c", "d"), -1).replaceAll("(\\.[0-9]{6})[0-9]+", "$1"))
        .isEqualTo(
            """
            \\data\\
            ngram 1=4
            ngram 2=3

            \\1-grams:
            -0.535113\ta\t-0.301030
            -0.535113\tb\t-0.301030
            -0.535113\tc
            -0.903089\td

            \\2-grams:
            -0.319513\ta b
            -0.505149\ta c
            -0.189879\tb a

            \\end\\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1, KNESER_NEY, 1", "2, KNESER_NEY, 1", "3, KNESER_NEY, -1", "4, KNESER_NEY, 1",
    "6, KNESER_NEY, 1", "1, WITTEN_BELL, -1", "3, WITTEN_BELL, 1", "5, WITTEN_BELL, -1"
  })
  void anotherReaderFindsTheModelsProbabilities(int order, Smoothing smoothing, int end)
      throws IOException {
    Random random = new Random(order);
    List<int[]> texts = List.of(text(random, 700), text(random, 2), text(random, 150));
    NGramModel model = model(new LocalCounting(texts, order, smoothing, TOKENS.size(), end));
    PlainArpa plain = new PlainArpa(arpa(model, TOKENS, end), order, TOKENS);
    int[] read = text(random, 300);
    int[] unseen = random.ints(100, 0, TOKENS.size()).toArray();
    int[] all = new int[read.length + unseen.length];
    System.arraycopy(read, 0, all, 0, read.length);
    System.arraycopy(unseen, 0, all, read.length, unseen.length);
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(all), predictor.start())) {
      for (int step = 0; step < all.length; step++) {
        int from = Math.max(0, step - order + 2);
        for (int back = step; back >= from; back--) {
          // Nothing before the end of a document counts.
          from = all[back] == end ? back : from;
        }
        int[] history = order == 1 ? new int[0] : Arrays.copyOfRange(all, from, step + 1);
        for (int token = 0; token < TOKENS.size(); token++) {
          assertThat(plain.logarithm(history, token, end))
              .as("%d after %s", token, Arrays.toString(history))
              .isCloseTo(-next.nats(0, step, token) / Math.log(10), within(1e-6));
        }
      }
    }
  }

  @Test
  void wordsHaveNoWhiteSpaceAndComeBack() {
    for (String token : TOKENS) {
      assertThat(ArpaWords.escape(token)).doesNotContainPattern("[\\s\u00a0]");
      assertThat(unescaped(ArpaWords.escape(token))).isEqualTo(token);
    }
    assertThat(TOKENS.stream().map(ArpaWords::escape))
        .doesNotHaveDuplicates()
        .contains("\\u0020", "\\u005cu0020", "\\data\\", "\\u003cs>", "<unk>");
  }

  private static String unescaped(String word) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(word)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  /** Low tokens are frequent, and what follows depends on what was before. */
  private static int[] text(Random random, int length) {
    int[] text = new int[length];
    for (int i = 0; i < length; i++) {
      int free = Math.min(random.nextInt(8), random.nextInt(8));
      text[i] = i > 1 && random.nextBoolean() ? (text[i - 1] + text[i - 2]) % 8 : free;
    }
    return text;
  }

  private static String arpa(NGramModel model, List<String> tokens, int end) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(model, tokens, end, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private NGramModel model(LocalCounting counting) throws IOException {
    Path file = Files.createTempFile(folder, "ngrams", ".bin");
    Files.write(file, counting.file(3, 2, 1));
    return new NGramModel(
        new Storage(new Configuration()), new org.apache.hadoop.fs.Path(file.toUri()), "unused");
  }
}
