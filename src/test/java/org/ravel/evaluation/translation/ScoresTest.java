package org.ravel.evaluation.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Decoded.Translated;

/** The numbers are those of sacreBLEU 2.6.0. */
class ScoresTest {
  private static final List<String> OUTPUTS =
      List.of(
          "A man in a blue shirt is standing on a ladder cleaning a window.",
          "Two dogs, one brown and one white, play with a ball in the snow.",
          "A woman says: \"It's 3.5 miles (about 5-6 km) away!\"",
          "The children  are playing   football",
          "",
          "He paid $1,000.50 for R&D &amp; tests -- not bad.",
          "Über den Fluß — naïve café…");
  private static final List<String> REFERENCES =
      List.of(
          "A man in a blue shirt is standing on a ladder cleaning a window.",
          "Two dogs, a brown one and a white one, are playing with a ball in snow.",
          "A woman said: \"It is 3.5 miles (about 5-6 km) away.\"",
          "Children play soccer in the park.",
          "Nobody is here.",
          "He paid $1,000.50 for R&D & tests, which is not bad.",
          "Über dem Fluss — naïve Cafés…");

  @Test
  void ofAllSentences() {
    Decoded.Output all = sums(IntStream.range(0, 7).boxed().toList()).measures(List.of(), false);
    assertThat(all.bleu().value()).isCloseTo(51.42698157337368, within(1e-9));
    assertThat(all.bleuOfWords().value()).isCloseTo(43.38935360398717, within(1e-9));
    assertThat(all.chrf().value()).isCloseTo(62.89044199595119, within(1e-9));
    assertThat(all.bleu().signature()).isEqualTo("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp");
    assertThat(all.bleuOfWords().signature())
        .isEqualTo("nrefs:1|case:mixed|eff:no|tok:none|smooth:exp");
    assertThat(all.chrf().signature()).isEqualTo("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no");
    Decoded.Output folded = sums(List.of(0)).measures(List.of(), true);
    assertThat(folded.bleu().signature()).isEqualTo("nrefs:1|case:lc|eff:no|tok:13a|smooth:exp");
    assertThat(folded.chrf().signature()).isEqualTo("nrefs:1|case:lc|eff:yes|nc:6|nw:0|space:no");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 100, 100",
    "1, 23.310437407235774, 20.824237013689764, 49.990502708559696",
    "2, 56.33876914330443, 40.88064519392259, 75.10825456428795",
    "3, 0, 0, 31.639758775876707",
    "4, 0, 0, 0",
    "5, 67.83686168526629, 40.88064519392259, 67.33048148925353",
    "6, 17.965205598154213, 17.965205598154213, 41.506744574413936",
  })
  void ofOneSentence(int number, double bleu, double ofWords, double chrf) {
    Decoded.Output one = sums(List.of(number)).measures(List.of(), false);
    assertThat(one.bleu().value()).isCloseTo(bleu, within(1e-9));
    assertThat(one.bleuOfWords().value()).isCloseTo(ofWords, within(1e-9));
    assertThat(one.chrf().value()).isCloseTo(chrf, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A woman says: "It's 3.5 (5-6 km)!"   | A woman says : " It's 3.5 ( 5 - 6 km ) ! "
          He paid $1,000.50 for R&D &amp; tests -- not bad. | He paid $ 1,000.50 for R & D & tests -- not bad .
          naïve café…                          | naïve café…
          a,b 1.x .5                           | a , b 1 . x . 5
          """)
  void tokensOfMteval(String text, String tokens) {
    assertThat(String.join(" ", Mteval.tokens(text))).isEqualTo(tokens);
  }

  /** Whatever the order in which blocks meet: scores, and which sentences are kept. */
  @Test
  void theOrderOfSentencesDoesNotMatter() {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 700).boxed().toList());
    Decoded.Output expected = sums(numbers).measures(List.of(), false);
    Collections.shuffle(numbers, new Random(5));
    assertThat(sums(numbers).measures(List.of(), false)).isEqualTo(expected);
    assertThat(expected.worst()).hasSize(20);
    assertThat(expected.worst().get(0).output()).isEmpty();
    assertThat(expected.random()).hasSize(20).isNotEqualTo(expected.worst());
  }

  /** By hand: two sentences of one bucket and one of another. */
  @Test
  void lengthsAndDifferentTokens() {
    int[][] written = {{1, 2, 1, 2}, {1, 2}, {}};
    int[][] references = {{1, 2, 3}, {1, 2}, {4}};
    int[] lengths = {5, 2, 501};
    OutputSums sums = null;
    for (int i = 0; i < 3; i++) {
      OutputSums one = sums(i, i, lengths[i], written[i], references[i]);
      sums = sums == null ? one : sums.plus(one);
    }
    Decoded.Output output = sums.measures(List.of(), false);
    assertThat(output.diversity()).isEqualTo(new Decoded.Diversity(6, 2, 4, 2));
    assertThat(output.referenceDiversity()).isEqualTo(new Decoded.Diversity(6, 4, 3, 2));
    assertThat(output.meanLength()).isEqualTo(2);
    assertThat(output.lengthRatio()).isEqualTo(1);
    assertThat(output.exact()).isOne();
    assertThat(output.byLength())
        .extracting(Decoded.OfLength::from, Decoded.OfLength::to, Decoded.OfLength::sentences)
        .containsExactly(tuple(1, 5, 2L), tuple(501, null, 1L));
    Decoded.OfLength first = output.byLength().get(0);
    assertThat(first.exact()).isOne();
    assertThat(first.tokens()).isEqualTo(6);
    assertThat(first.referenceTokens()).isEqualTo(5);
    Decoded.Output both = sums(List.of(0, 1)).measures(List.of(), false);
    assertThat(first.bleu()).isEqualTo(both.bleu().value());
    assertThat(first.chrf()).isEqualTo(both.chrf().value());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0", "6, 1", "10, 1", "11, 2", "100, 6", "500, 8", "501, 9", "9999, 9"})
  void bucketsOfLengths(int tokens, int bucket) {
    assertThat(LengthBuckets.of(tokens)).isEqualTo(bucket);
  }

  private static OutputSums sums(List<Integer> numbers) {
    OutputSums sums = null;
    for (int number : numbers) {
      int text = number % 7;
      int[] truth = {1, 2, 3, number % 50};
      boolean isSame = OUTPUTS.get(text).equals(REFERENCES.get(text));
      int[] written = isSame ? truth : new int[] {number % 40, 2, 3};
      OutputSums one = sums(number, text, 1 + number % 12, written, truth);
      sums = sums == null ? one : sums.plus(one);
    }
    return sums;
  }

  /**
   * Of one sentence.
   *
   * @param text which of the texts it has
   */
  private static OutputSums sums(
      int number, int text, int sourceTokens, int[] written, int[] truth) {
    String output = OUTPUTS.get(text);
    String reference = REFERENCES.get(text);
    WrittenSums sums =
        WrittenSums.of(
            output, reference, Arrays.equals(written, truth), written.length, truth.length);
    Translated sentence = new Translated(number, "source", reference, output, sums.chrf().score());
    return OutputSums.of(sentence, sums, sourceTokens, written, truth);
  }
}
