package org.ravel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {

  @Test
  void aChampionThatCameTwiceCountsOnce() {
    List<Integer> present = List.of(1, 2, 3, 4, 5);
    assertThat(Retention.of(present, List.of(1, 3, 2, 3), 1, 2)).containsExactly(2, 3, 5);
    assertThat(Retention.of(present, List.of(1, 3, 2, 3), 1, 3)).containsExactly(1, 2, 3, 5);
    assertThat(Retention.of(present, List.of(), 9, 1)).isEqualTo(present);
    assertThat(Retention.of(List.of(), List.of(), 1, 1)).isEmpty();
  }

  @Test
  void aChampionDoesNotFollowItself() {
    assertThat(Retention.champions(List.of(2, 1, 2, 3), List.of(2, 3))).containsExactly(2, 3);
  }

  @Test
  void theListOfChampionsDoesNotGrowForEver() {
    List<Integer> champions = List.of();
    for (int i = 1; i <= 150; i++) {
      champions = Retention.promoted(champions, i);
    }
    assertThat(champions).isEqualTo(IntStream.rangeClosed(51, 150).boxed().toList());
  }

  @Test
  void numbersAreShownAsRanges() {
    assertThat(Retention.shortly(List.of(1))).isEqualTo("1");
    assertThat(Retention.shortly(List.of(1, 2, 4, 5, 6, 9))).isEqualTo("1, 2, 4 … 6, 9");
  }
}
