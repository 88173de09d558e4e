package org.ravel.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.NGramConfig.Smoothing;
import org.ravel.error.InputException;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.ngram.counting.LocalCounting;
import org.ravel.sequence.Field;
import org.ravel.storage.Storage;

class NGramModelTest {
  private static final int TOKENS = 9;
  private static final int END = 1;

  @TempDir private Path folder;

  /**
   * The text 0 1 0 1 0 2: pairs 01 twice, 10 twice, 02 once. No pair has a count of 3, so the
   * discounts are 0.5, 1 and 1.5. After 0: (2 − 1)/3 for 1, (1 − 0.5)/3 for 2, and 1.5/3 is left.
   * Before 0 stands 1 alone, before 1 and 2 stands 0 alone: each has the count 1 of 3, which leaves
   * (1 − 0.5)/3 and in all 1.5/3 for the uniform distribution, 1/4.
   */
  @Test
  void kneserNeyByHand() throws IOException {
    NGramModel model = model(List.of(new int[] {0, 1, 0, 1, 0, 2}), 2, Smoothing.KNESER_NEY, 4, -1);
    double seen = 0.5 / 3 + 0.5 / 4;
    assertThat(distribution(model, 0))
        .containsExactly(
            new double[] {0.5 * seen, 1 / 3.0 + 0.5 * seen, 0.5 / 3 + 0.5 * seen, 0.5 * 0.125},
            within(1e-7));
    // After 1 came 0 twice: (2 − 1)/2, and 1/2 is left.
    assertThat(distribution(model, 1))
        .containsExactly(
            new double[] {0.5 + 0.5 * seen, 0.5 * seen, 0.5 * seen, 0.5 * 0.125}, within(1e-7));
    // After 3 nothing ever came.
    assertThat(distribution(model, 3))
        .containsExactly(new double[] {seen, seen, seen, 0.125}, within(1e-7));
  }

  /**
   * The same text: 0 and 1 occur twice and 2 once as targets, so with 3 different ones of 5 p(0) =
   * (2 + 3/4)/8. After 0 came 2 different ones of 3.
   */
  @Test
  void wittenBellByHand() throws IOException {
    NGramModel model =
        model(List.of(new int[] {0, 1, 0, 1, 0, 2}), 2, Smoothing.WITTEN_BELL, 4, -1);
    double[] unigram = {2.75 / 8, 2.75 / 8, 1.75 / 8, 0.75 / 8};
    assertThat(distribution(model, 3)).containsExactly(unigram, within(1e-7));
    assertThat(distribution(model, 0))
        .containsExactly(
            new double[] {
              2 * unigram[0] / 5,
              (2 + 2 * unigram[1]) / 5,
              (1 + 2 * unigram[2]) / 5,
              2 * unigram[3] / 5
            },
            within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "1, KNESER_NEY", "2, KNESER_NEY", "3, KNESER_NEY", "4, KNESER_NEY", "5, KNESER_NEY",
    "6, KNESER_NEY", "1, WITTEN_BELL", "2, WITTEN_BELL", "3, WITTEN_BELL", "4, WITTEN_BELL",
    "5, WITTEN_BELL", "6, WITTEN_BELL"
  })
  void equalsTheDefinitions(int order, Smoothing smoothing) throws IOException {
    long seed = 2L * order + (smoothing == Smoothing.KNESER_NEY ? 0 : 1);
    List<int[]> texts = texts(seed);
    NGramModel model = model(texts, order, smoothing, TOKENS, END);
    PlainNGrams plain = new PlainNGrams(texts, order, smoothing, TOKENS, END);
    int[] read = text(new Random(seed + 100), 400);
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(read), predictor.start())) {
      for (int step = 0; step < read.length; step++) {
        List<Integer> history =
            Arrays.stream(read, Math.max(0, step - 7), step + 1).boxed().toList();
        double sum = 0;
        for (int token = 0; token < TOKENS; token++) {
          double probability = Math.exp(-next.nats(0, step, token));
          assertThat(probability)
              .as("seed %d, %d after %s", seed, token, history)
              .isCloseTo(plain.probability(history, token), within(1e-6));
          sum += probability;
        }
        assertThat(sum).as("seed %d, after %s", seed, history).isCloseTo(1, within(1e-6));
      }
    }
  }

  /** The ranks are those of the probabilities that are looked up one by one. */
  @ParameterizedTest
  @EnumSource(Smoothing.class)
  void ranksAndLogitsAgreeWithWhatIsLookedUp(Smoothing smoothing) throws IOException {
    NGramModel model = model(texts(7), 4, smoothing, TOKENS, END);
    int[] read = text(new Random(8), 100);
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(read), predictor.start())) {
      float[] logits = new float[TOKENS];
      for (int step = 0; step < read.length; step++) {
        int at = step;
        List<Integer> ranked = new ArrayList<>();
        for (int token = 0; token < TOKENS; token++) {
          ranked.add(token);
        }
        ranked.sort((a, b) -> Double.compare(next.nats(0, at, a), next.nats(0, at, b)));
        next.logits(0, step, logits);
        assertThat(next.best(0, step)).isEqualTo(ranked.get(0));
        for (int token = 0; token < TOKENS; token++) {
          assertThat(next.rank(0, step, token)).isEqualTo(ranked.indexOf(token));
          assertThat(logits[token]).isEqualTo((float) -next.nats(0, step, token));
        }
      }
    }
  }

  /** Rows of different lengths, in pieces, with a state that goes on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theStateCarriesTheHistory(int order) throws IOException {
    NGramModel model = model(texts(9), order, Smoothing.KNESER_NEY, TOKENS, END);
    Random random = new Random(10);
    int[][] rows = {text(random, 12), text(random, 9)};
    try (Predictor predictor = model.get()) {
      double[][] whole = new double[rows.length][];
      for (int row = 0; row < rows.length; row++) {
        whole[row] = nats(predictor, rows[row]);
      }
      HiddenState state = predictor.start();
      for (int from = 0; from < 12; from += 3) {
        int[][] pieces = new int[rows.length][];
        for (int row = 0; row < rows.length; row++) {
          pieces[row] =
              Arrays.copyOfRange(
                  rows[row],
                  Math.min(from, rows[row].length),
                  Math.min(from + 3, rows[row].length));
        }
        try (Categorical next = predictor.predict(Field.of(pieces), state)) {
          for (int row = 0; row < rows.length; row++) {
            for (int step = 0; step < pieces[row].length; step++) {
              assertThat(next.nats(row, step, 2)).isEqualTo(whole[row][from + step]);
            }
          }
        }
      }
    }
  }

  /** Whatever is counted where, and in whatever sequences and blocks it comes. */
  @ParameterizedTest
  @EnumSource(Smoothing.class)
  void theFileDependsOnTheTextsAlone(Smoothing smoothing) {
    LocalCounting counting = new LocalCounting(texts(11), 5, smoothing, TOKENS, END);
    byte[] expected = counting.file(1, 2, 1);
    for (int buckets = 2; buckets < 6; buckets++) {
      assertThat(counting.file(buckets, 2, buckets)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Smoothing.class)
  void theModelIsTheSameInAnyNumberOfParts(Smoothing smoothing) throws IOException {
    LocalCounting counting = new LocalCounting(texts(12), 4, smoothing, TOKENS, END);
    int[] read = text(new Random(13), 50);
    double[] expected = null;
    for (int parts : new int[] {1, 2, 5, 20}) {
      double[] nats;
      try (Predictor predictor = model(counting.file(3, parts, 1)).get()) {
        nats = nats(predictor, read);
      }
      expected = expected == null ? nats : expected;
      assertThat(nats).isEqualTo(expected);
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = new LocalCounting(texts(14), 3, Smoothing.KNESER_NEY, TOKENS, END).file(2, 2, 1);
    for (int length : new int[] {0, 7, 20, 100, whole.length - 1}) {
      NGramModel model = model(Arrays.copyOf(whole, length));
      assertThatThrownBy(model::get).isInstanceOf(InputException.class);
    }
    byte[] other = whole.clone();
    other[8] = 9;
    assertThatThrownBy(model(other)::get)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has version 9 of the format of n-grams");
    assertThatThrownBy(() -> model(whole).require(TOKENS + 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("predicts 9 tokens but the vocabulary beside it has 10");
  }

  /** Of a file that may be large, and far away. */
  @Test
  void theVocabularyIsComparedByTheFirstBytesAlone() throws IOException {
    byte[] whole = new LocalCounting(texts(14), 3, Smoothing.KNESER_NEY, TOKENS, END).file(2, 2, 1);
    NGramModel beginning = model(Arrays.copyOf(whole, 24));
    assertThat(beginning.require(TOKENS)).isSameAs(beginning);
    assertThatThrownBy(() -> beginning.require(TOKENS - 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("predicts 9 tokens but the vocabulary beside it has 8");
    for (int length : new int[] {0, 7, 23}) {
      NGramModel less = model(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> less.require(TOKENS))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is cut off or was altered");
    }
  }

  private static List<int[]> texts(long seed) {
    Random random = new Random(seed);
    return List.of(text(random, 700), text(random, 2), text(random, 150));
  }

  /** Low tokens are frequent, and what follows depends on what was before. */
  private static int[] text(Random random, int length) {
    int[] text = new int[length];
    for (int i = 0; i < length; i++) {
      int free = Math.min(random.nextInt(TOKENS - 1), random.nextInt(TOKENS - 1));
      text[i] = i > 1 && random.nextBoolean() ? (text[i - 1] + text[i - 2]) % (TOKENS - 1) : free;
    }
    return text;
  }

  private NGramModel model(
      List<int[]> texts, int order, Smoothing smoothing, int tokens, int endOfDocument)
      throws IOException {
    return model(new LocalCounting(texts, order, smoothing, tokens, endOfDocument).file(3, 2, 1));
  }

  private NGramModel model(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "ngrams", ".bin");
    Files.write(file, bytes);
    return new NGramModel(
        new Storage(new Configuration()), new org.apache.hadoop.fs.Path(file.toUri()), "unused");
  }

  /** After a text of one token. */
  private static double[] distribution(NGramModel model, int read) {
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(new int[] {read}), predictor.start())) {
      double[] probabilities = new double[next.symbols()];
      for (int token = 0; token < probabilities.length; token++) {
        probabilities[token] = Math.exp(-next.nats(0, 0, token));
      }
      return probabilities;
    }
  }

  private static double[] nats(Predictor predictor, int[] text) {
    try (Categorical next = predictor.predict(Field.of(text), predictor.start())) {
      double[] nats = new double[text.length];
      Arrays.setAll(nats, step -> next.nats(0, step, 2));
      return nats;
    }
  }
}
