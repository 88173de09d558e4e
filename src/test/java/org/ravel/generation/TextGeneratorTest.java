package org.ravel.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.Sampling;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.model.Vocabularies;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class TextGeneratorTest {
  private static final String LETTERS = "abcdefghij";
  private static final Sampling FREE = new Sampling(1, 0, 1);
  private static final Sampling GREEDY = new Sampling(0, 0, 1);

  @TempDir Path folder;

  private Vocabulary vocabulary;
  private Predictor predictor;
  private TextGenerator generator;

  @BeforeEach
  void network() {
    vocabulary = Vocabularies.of(folder, LETTERS, true);
    predictor = SmallNetworks.predictor(Variant.LSTM, 1, vocabulary.size());
    generator = new TextGenerator(predictor, vocabulary);
  }

  @Test
  void theSameSeedGivesTheSameText() {
    String text = generator.generate("ab", 60, FREE, 1);
    assertThat(generator.generate("ab", 60, FREE, 1)).isEqualTo(text);
    assertThat(generator.generate("ab", 60, FREE, 2)).isNotEqualTo(text);
  }

  @Test
  void theStateOfEarlierUseDoesNotMatter() {
    String text = generator.generate("ab", 60, FREE, 1);
    predictor.predict(Field.of(new int[] {3, 4, 5}), predictor.start()).close();
    assertThat(generator.generate("ab", 60, FREE, 1)).isEqualTo(text);
  }

  @Test
  void theTextIsThePrimeAndAsManyTokens() {
    assertThat(generator.generate("abc", 40, FREE, 1)).startsWith("abc").hasSize(43);
    assertThat(generator.generate("", 40, FREE, 1)).hasSize(40);
    assertThat(generator.generate("abc", 0, FREE, 1)).isEqualTo("abc");
  }

  @Test
  void thePrimeDecidesWhatFollows() {
    String after = generator.generate("abc", 30, GREEDY, 1).substring(3);
    assertThat(generator.generate("gih", 30, GREEDY, 1).substring(3)).isNotEqualTo(after);
  }

  /** Each token is the most probable one after all before it, by whole sequences from zero. */
  @ParameterizedTest
  @EnumSource
  void greedyTextFollowsTheNetwork(Variant variant) {
    Predictor network = SmallNetworks.predictor(variant, 2, vocabulary.size());
    String text = new TextGenerator(network, vocabulary).generate("fade", 12, GREEDY, 1);
    int[] ids = vocabulary.encode(text);
    assertThat(ids).hasSize(16);
    for (int n = 4; n < ids.length; n++) {
      try (Categorical next = network.predict(Field.of(Arrays.copyOf(ids, n)), network.start())) {
        int above = next.rank(0, n - 1, vocabulary.unknown()) < next.rank(0, n - 1, ids[n]) ? 1 : 0;
        assertThat(next.rank(0, n - 1, ids[n])).as("token %d of %s", n, text).isEqualTo(above);
      }
    }
  }

  @Test
  void anEmptyPrimeStartsAfterADocumentsEnd() {
    String alone = generator.generate("", 20, GREEDY, 1);
    assertThat(generator.generate("\n", 20, GREEDY, 1)).isEqualTo("\n" + alone);
  }

  @Test
  void withoutDocumentsAnEmptyPrimeStartsAfterTheMostFrequentToken() {
    Vocabulary stream = Vocabularies.of(folder, LETTERS, false);
    TextGenerator ofStream =
        new TextGenerator(SmallNetworks.predictor(Variant.LSTM, 1, stream.size()), stream);
    assertThat("a" + ofStream.generate("", 20, GREEDY, 1))
        .isEqualTo(ofStream.generate("a", 20, GREEDY, 1));
  }

  @Test
  void unknownTokensAreReadButNeverDrawn() {
    String text = generator.generate("a?b", 500, new Sampling(5, 0, 1), 1);
    assertThat(text).startsWith("a\uFFFDb");
    assertThat(text.substring(3)).doesNotContain("\uFFFD").matches("[a-j\n]{500}");
  }
}
