package org.ravel.hiddenmarkov.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ravel.hiddenmarkov.inference.MarkovChain;

class TagChainTest {

  /**
   * The sequences 0 1 1, 0 1 and 1. Votes for the label before: 0 at a start (1/2 against 1/8,
   * twice), 1 after 0 (1/1 against 3/8, twice) and an end after 1 (2/3 against 2/8, three times).
   * Against it: 1 at a start and 1 after 1, which occur once, and the smoothing.
   */
  @Test
  void weightsByHand() {
    TagCounts counts = counts();
    assertThat(counts.steps()).isEqualTo(6);
    assertThat(TagChain.weight(counts, 1)).isCloseTo(0.7, within(1e-12));
    MarkovChain chain = TagChain.of(counts, 1);
    assertThat(chain.starts())
        .containsExactly(
            new double[] {0.7 * 2 / 3 + 0.3 * 3 / 8, 0.7 * 1 / 3 + 0.3 * 5 / 8}, within(1e-12));
    assertThat(chain.transitions())
        .containsExactly(
            new double[] {
              0.3 * 3 / 11, 0.7 + 0.3 * 5 / 11, 0.3 * 3 / 11, 0.7 * 1 / 4 + 0.3 * 5 / 11
            },
            within(1e-12));
    assertThat(chain.ends())
        .containsExactly(new double[] {0.3 * 3 / 11, 0.7 * 3 / 4 + 0.3 * 3 / 11}, within(1e-12));
  }

  /** A label that occurs nowhere leads to what is there anywhere, and is possible everywhere. */
  @Test
  void aLabelThatNeverOccursHasAChainToo() {
    TagCounts counts = new TagCounts(3);
    counts.add(new int[] {0, 1}, new int[] {0, 1}, null);
    MarkovChain chain = TagChain.of(counts, 0.5);
    assertThat(Arrays.stream(chain.transitions()).min().orElseThrow()).isPositive();
    assertThat(chain.starts()[2]).isPositive();
    double rest = 2 + 1 + 1.5;
    assertThat(chain.transitions()[6]).isCloseTo(1.5 / rest, within(1e-12));
    assertThat(chain.ends()[2]).isCloseTo(1 / rest, within(1e-12));
  }

  /** However little is added to however many: what cannot be would have an infinite loss. */
  @Test
  void nothingIsImpossibleWithTheLeastSmoothing() {
    TagCounts counts = new TagCounts(2);
    for (int i = 0; i < 30_000; i++) {
      counts.add(new int[] {0, 1, 0, 1}, new int[] {0, 1, 0, 1}, null);
    }
    for (double smoothing : new double[] {1e-9, 1e-12, 1e9}) {
      MarkovChain chain = TagChain.of(counts, smoothing);
      assertThat(Arrays.stream(chain.transitions())).allMatch(each -> each > 0);
      assertThat(Arrays.stream(chain.starts())).allMatch(each -> each > 0);
      assertThat(Arrays.stream(chain.ends())).allMatch(each -> each > 0);
      assertThat(chain.transitions()[0] + chain.transitions()[1] + chain.ends()[0])
          .isCloseTo(1, within(1e-12));
    }
  }

  static TagCounts counts() {
    TagCounts counts = new TagCounts(2);
    counts.add(new int[] {1, 2, 3}, new int[] {0, 1, 1}, null);
    TagCounts others = new TagCounts(2);
    others.add(new int[] {1, 2}, new int[] {0, 1}, null);
    others.add(new int[] {0}, new int[] {1}, null);
    return counts.add(others);
  }
}
