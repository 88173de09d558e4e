package org.ravel.hiddenmarkov.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

class WordTagsTest {
  private static final double[] SHARES = {3 / 8.0, 5 / 8.0};

  /**
   * Word 1 comes with label 0 twice, word 2 with 1 twice, word 3 with 1 once; 0 are unknown words,
   * with 1 once. Unseen words are as word 3 and the unknown one: label 1, twice.
   */
  @Test
  void wordsByHand() throws IOException {
    WordTags words = read(WordTags.of(TagChainTest.counts(), 5, 0, null, 1));
    assertThat(words.labels()).isEqualTo(2);
    assertThat(words.words()).isEqualTo(5);
    assertThat(words.readsSpellings()).isFalse();
    double[] unseen = {(0 + SHARES[0]) / 3, (2 + SHARES[1]) / 3};
    assertThat(emitted(words, 1, null))
        .containsExactly(
            new double[] {(2 + unseen[0]) / 3 / SHARES[0], unseen[1] / 3 / SHARES[1]},
            within(1e-12));
    assertThat(emitted(words, 3, null))
        .containsExactly(
            new double[] {unseen[0] / 2 / SHARES[0], (1 + unseen[1]) / 2 / SHARES[1]},
            within(1e-12));
    for (int unknown : new int[] {0, 4}) {
      assertThat(emitted(words, unknown, null))
          .containsExactly(
              new double[] {unseen[0] / SHARES[0], unseen[1] / SHARES[1]}, within(1e-12));
    }
  }

  /**
   * Spelled a = code point 2, b = 3, A = 4: the words ab, bb and Ab have the labels 0, 1 and 1. An
   * unseen word aab ends as ab does, a word Aa begins with a capital letter.
   */
  @Test
  void suffixesByHand() throws IOException {
    TagCounts counts = new TagCounts(2);
    counts.add(new int[] {1}, new int[] {0}, new String[] {"\2\3"});
    counts.add(new int[] {2, 3}, new int[] {1, 1}, new String[] {"\3\3", "\4\3"});
    WordTags words = read(WordTags.of(counts, 4, 0, Set.of(4), 1));
    assertThat(words.readsSpellings()).isTrue();
    // Shares are (1 + 1) / 5 and (2 + 1) / 5; all words occur once.
    double theta = Math.sqrt(2 * 0.1 * 0.1);
    double unseen = (1 + 0.4) / 4;
    // Of lower-case words one of two has the label 0, of those in b too, of those in ab all.
    double any = (0.5 + theta * unseen) / (1 + theta);
    double inB = (0.5 + theta * any) / (1 + theta);
    double inAb = (1 + theta * inB) / (1 + theta);
    assertThat(emitted(words, 0, "\2\2\3"))
        .containsExactly(new double[] {inAb / 0.4, (1 - inAb) / 0.6}, within(1e-12));
    // Of words with a capital letter none has it, and none ends with a.
    double capital = theta * unseen / (1 + theta);
    assertThat(emitted(words, 0, "\4\2"))
        .containsExactly(new double[] {capital / 0.4, (1 - capital) / 0.6}, within(1e-12));
    // A word that was seen is as often there as it was, and once more as if it were not.
    assertThat(emitted(words, 1, "\2\3")[0]).isCloseTo((1 + inAb) / 2 / 0.4, within(1e-12));
  }

  /** Labels that are equally frequent have shares without a deviation. */
  @Test
  void noLabelIsImpossibleWhereAllAreEquallyFrequent() {
    TagCounts counts = new TagCounts(2);
    counts.add(new int[] {1, 2}, new int[] {0, 1}, new String[] {"\2\3", "\3\2"});
    WordTags words = WordTags.of(counts, 3, 0, Set.of(), 0.1);
    for (String word : new String[] {"\2\3", "\3\2", "\2\2\3"}) {
      assertThat(Arrays.stream(emitted(words, 0, word))).allMatch(each -> each > 0 && each < 2);
    }
  }

  @Test
  void frequentWordsSayNothingOfUnseenOnes() {
    TagCounts counts = new TagCounts(2);
    for (int i = 0; i < 11; i++) {
      counts.add(new int[] {1}, new int[] {0}, new String[] {"\2"});
    }
    counts.add(new int[] {2}, new int[] {1}, new String[] {"\3\2"});
    WordTags words = WordTags.of(counts, 3, 0, Set.of(), 0.1);
    double[] emitted = emitted(words, 0, "\2");
    assertThat(emitted[1]).isGreaterThan(emitted[0]);
  }

  @Test
  void damagedNumbersAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WordTags.of(TagChainTest.counts(), 5, 0, null, 1).write(new NumberWriter(out));
    byte[] altered = out.toByteArray();
    altered[3] = 9;
    assertThatThrownBy(() -> read(altered))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown words have no id");
  }

  private static WordTags read(WordTags words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NumberWriter numbers = new NumberWriter(out);
    words.write(numbers);
    numbers.flush();
    return read(out.toByteArray());
  }

  private static WordTags read(byte[] file) throws IOException {
    NumberReader in =
        new NumberReader(new ByteArrayInputStream(file), "f", "model", "publish it again");
    return in.part(() -> WordTags.read(in));
  }

  private static double[] emitted(WordTags words, int word, String spelling) {
    double[] into = new double[2];
    words.emit(word, spelling, into, 0);
    return into;
  }
}
