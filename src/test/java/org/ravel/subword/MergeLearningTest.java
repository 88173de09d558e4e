package org.ravel.subword;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Merges that are learned, beside published ones and those of a plain second implementation. */
class MergeLearningTest {

  private static List<String> letters(String word) {
    return word.codePoints().mapToObj(Character::toString).toList();
  }

  private static List<Merge> learn(Map<List<String>, Long> words, int most, long leastCount) {
    return new MergeLearning(
            words.entrySet().stream()
                .map(word -> new CountedWord(word.getKey(), word.getValue()))
                .toList(),
            merge -> true)
        .learn(most, leastCount);
  }

  /** The worked example of Hugging Face's course, chapter 6, section 5. */
  @Test
  void mergesOfThePublishedExample() {
    Map<List<String>, Long> words = new LinkedHashMap<>();
    words.put(letters("hug"), 10L);
    words.put(letters("pug"), 5L);
    words.put(letters("pun"), 12L);
    words.put(letters("bun"), 4L);
    words.put(letters("hugs"), 5L);
    assertThat(learn(words, 3, 1))
        .containsExactly(new Merge("u", "g"), new Merge("u", "n"), new Merge("h", "ug"));
  }

  /** The words of Sennrich et al. 2016, listing 1, merged by subword-nmt's rule for ties. */
  @Test
  void mergesOfTheAuthorsWords() {
    Map<List<String>, Long> words = new LinkedHashMap<>();
    words.put(List.of("l", "o", "w", "</w>"), 5L);
    words.put(List.of("l", "o", "w", "e", "r", "</w>"), 2L);
    words.put(List.of("n", "e", "w", "e", "s", "t", "</w>"), 6L);
    words.put(List.of("w", "i", "d", "e", "s", "t", "</w>"), 3L);
    // 9 times each: t </w> comes last in the alphabet, then s t</w>, then e st</w>.
    assertThat(learn(words, 6, 1))
        .containsExactly(
            new Merge("t", "</w>"),
            new Merge("s", "t</w>"),
            new Merge("e", "st</w>"),
            new Merge("o", "w"),
            new Merge("l", "ow"),
            new Merge("w", "est</w>"));
    assertThat(learn(words, 100, 1)).isEqualTo(PlainBpe.learn(words, 100, 1));
    // A pair that stands less often is left alone.
    assertThat(learn(words, 100, 4)).isEqualTo(PlainBpe.learn(words, 100, 4)).hasSizeLessThan(15);
  }

  /** Few letters, so that symbols repeat, overlap and are made in several ways. */
  @Test
  void mergesOfRandomWordsAreThoseOfThePlainImplementation() {
    for (int run = 0; run < 30; run++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      Map<List<String>, Long> words = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        List<String> word =
            IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(at -> "ab\u00e9".substring(random.nextInt(3)).substring(0, 1))
                .toList();
        words.merge(word, 1L + random.nextInt(5), Long::sum);
      }
      // Of few letters some pairs are learned twice, which makes no new symbol.
      assertThat(learn(words, 60, 2)).as("seed %d", seed).isEqualTo(PlainBpe.learn(words, 60, 2));
    }
  }

  @Test
  void theOrderOfWordsDoesNotMatter() {
    Map<List<String>, Long> words = new LinkedHashMap<>();
    Map<List<String>, Long> reversed = new LinkedHashMap<>();
    List<String> all = List.of("banana", "bandana", "ananas", "nab", "cabana", "baba");
    for (int i = 0; i < all.size(); i++) {
      words.put(letters(all.get(i)), 3L);
      reversed.put(letters(all.get(all.size() - 1 - i)), 3L);
    }
    assertThat(learn(words, 20, 2)).isEqualTo(learn(reversed, 20, 2)).hasSizeGreaterThan(5);
  }

  /** What is not allowed is not merged, and the next best pair is. */
  @Test
  void pairsThatAreNotAllowedStayApart() {
    List<CountedWord> words = List.of(new CountedWord(letters("<unk>"), 9));
    MergeLearning learning = new MergeLearning(words, merge -> !merge.merged().equals("<unk>"));
    List<Merge> learned = learning.learn(10, 1);
    assertThat(learned).isNotEmpty().extracting(Merge::merged).doesNotContain("<unk>");
  }
}
