package org.ravel.evaluation.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.translation.Bleu;

/** Scores of captions beside those of sacreBLEU and of the scorer of CIDEr-D's authors. */
class CaptionScoresTest {
  private static final List<List<String>> OUTPUTS =
      List.of(words("a man in a red shirt"), words("two dogs run"), words("a child"));

  private static final List<List<List<String>>> REFERENCES =
      List.of(
          all(
              "a man in a red shirt is standing",
              "the man wears a red shirt in a park",
              "man in red"),
          all("two dogs are running in the snow", "dogs run", "two dogs run through snow"),
          all("a young child smiles", "the child in a blue coat", "a a boy"));

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  private static List<List<String>> all(String... texts) {
    return Stream.of(texts).map(CaptionScoresTest::words).toList();
  }

  /** sacrebleu 2.6.0: BLEU(max_ngram_order=n, smooth_method="none", tokenize="none"). */
  @Test
  void bleuIsThatOfSacreBleuWithSeveralReferences() {
    Bleu bleu =
        IntStream.range(0, 3)
            .mapToObj(i -> Bleu.ofSeveral(OUTPUTS.get(i), REFERENCES.get(i)))
            .reduce(Bleu::plus)
            .orElseThrow();
    assertThat(bleu.length()).isEqualTo(11);
    assertThat(bleu.referenceLength()).isEqualTo(8 + 2 + 3);
    double[] expected = {83.37529180751808, 77.99044411650823, 79.74559778567435, 80.6379317468634};
    for (int order = 1; order <= 4; order++) {
      assertThat(bleu.unsmoothed(order)).isCloseTo(expected[order - 1], within(1e-9));
    }
  }

  /** The example of Papineni et al. (2002): a word counts as often as one reference has it. */
  @Test
  void matchesAreClippedByTheReferenceThatHasMost() {
    Bleu bleu =
        Bleu.ofSeveral(
            words("the the the the the the the"),
            all("the cat is on the mat", "there is a cat on the mat"));
    assertThat(bleu.unsmoothed(1)).isCloseTo(100 * 2.0 / 7, within(1e-9));
    assertThat(bleu.unsmoothed(2)).isZero();
  }

  /**
   * The numbers are those of the scorer of Vedantam et al. with the frequencies of these images.
   */
  @Test
  void ciderIsThatOfItsAuthors() {
    Cider cider = cider();
    double[] expected = {4.3559988448725635, 3.4125181968820617, 1.0451098556295673};
    for (int i = 0; i < 3; i++) {
      assertThat(cider.score(OUTPUTS.get(i), REFERENCES.get(i)))
          .isCloseTo(expected[i], within(1e-9));
    }
  }

  /** By hand: "x y" beside "x z" of two images, and nothing but x is in both. */
  @Test
  void ciderByHand() {
    Cider two = new Cider(2, Map.of());
    // Unigrams ln 2 each: cosine 1/2. No bigram is the same, and there are no longer ones.
    assertThat(two.score(words("x y"), all("x z"))).isCloseTo(10 * 0.5 / 4, within(1e-12));
    // What all images have says nothing.
    assertThat(new Cider(2, Map.of("x", 2)).score(words("x y"), all("x z"))).isZero();
    // Two words more: exp(-2² / 72).
    assertThat(two.score(words("x"), all("x y z")))
        .isCloseTo(10 * Math.exp(-4 / 72.0) / Math.sqrt(3) / 4, within(1e-12));
    assertThat(two.score(List.of(), all("x"))).isZero();
  }

  private static Cider cider() {
    Map<String, Integer> frequencies = new HashMap<>();
    REFERENCES.forEach(
        image -> Cider.ngrams(image).forEach(ngram -> frequencies.merge(ngram, 1, Integer::sum)));
    return new Cider(REFERENCES.size(), frequencies);
  }

  /** The score of a caption for all images is BLEU-4 of it as the output for each. */
  @Test
  void consensusIsBleuOfTheSameCaptionForAllImages() {
    Random random = new Random(7);
    List<List<List<String>>> images =
        IntStream.range(0, 20)
            .mapToObj(image -> IntStream.range(0, 3).mapToObj(text -> randomWords(random)).toList())
            .toList();
    Consensus consensus = Consensus.of(images);
    int above = 0;
    for (int i = 0; i < 50; i++) {
      List<String> caption = randomWords(random);
      double expected =
          images.stream()
              .map(references -> Bleu.ofSeveral(caption, references))
              .reduce(Bleu::plus)
              .orElseThrow()
              .unsmoothed(4);
      assertThat(consensus.score(caption)).isCloseTo(expected, within(1e-9));
      above += expected > 0 ? 1 : 0;
    }
    assertThat(above).isGreaterThan(10);
  }

  /** N-grams that one image alone has need not be known to score the images' own captions. */
  @Test
  void rareNgramsNeedNotBeKnown() {
    Random random = new Random(7);
    List<List<List<String>>> images =
        IntStream.range(0, 20)
            .mapToObj(image -> IntStream.range(0, 3).mapToObj(text -> randomWords(random)).toList())
            .toList();
    Consensus all = Consensus.of(images);
    Map<String, Integer> shared = new HashMap<>(all.ngrams());
    shared.values().removeIf(count -> count == 1);
    assertThat(shared).hasSizeLessThan(all.ngrams().size());
    Consensus without = new Consensus(all.images(), shared, 1, all.lengths());
    images.stream()
        .flatMap(List::stream)
        .forEach(caption -> assertThat(without.score(caption)).isEqualTo(all.score(caption)));
    // But a word that the vocabulary lacks matches none.
    String lost = CaptionTokens.UNWRITTEN + 0;
    assertThat(without.score(List.of(lost, lost, lost, lost))).isZero();
  }

  private static List<String> randomWords(Random random) {
    return IntStream.range(0, 1 + random.nextInt(12))
        .mapToObj(word -> "w" + random.nextInt(3))
        .toList();
  }

  @Test
  void nearestImagesAreTheSameHoweverTheyAreDivided() {
    Random random = new Random(3);
    float[][] wanted = {{1, 0}, {0.6f, 0.8f}};
    NearestImages.Search all = new NearestImages.Search(2, wanted);
    NearestImages.Search even = new NearestImages.Search(2, wanted);
    NearestImages.Search odd = new NearestImages.Search(2, wanted);
    for (int i = 0; i < 30; i++) {
      float[] places = new float[4];
      IntStream.range(0, 4).forEach(at -> places[at] = (float) random.nextGaussian());
      var image = CaptionExamples.image(i, 2, places);
      all.add(image);
      (i % 2 == 0 ? even : odd).add(image);
    }
    // The same direction as the first, whatever its length.
    all.add(CaptionExamples.image(30, 2, 9, 1, 1, -1));
    even.add(CaptionExamples.image(30, 2, 9, 1, 1, -1));
    NearestImages found = all.found();
    assertThat(even.found().plus(odd.found())).isEqualTo(found);
    assertThat(odd.found().plus(even.found())).isEqualTo(found);
    assertThat(found.near().get(0).get(0).index()).isEqualTo(30);
    assertThat(found.near().get(0).get(0).cosine()).isCloseTo(1, within(1e-6));
    assertThat(found.near()).allMatch(near -> near.size() == 2);
    assertThat(Arrays.asList(found.near().get(1).get(0), found.near().get(1).get(1)))
        .isSortedAccordingTo(NearestImages.Near.ORDER);
  }
}
