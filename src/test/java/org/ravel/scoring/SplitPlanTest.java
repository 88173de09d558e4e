package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;

class SplitPlanTest {
  @Test
  void followsPathsAndPlacesAndNumbersRows() {
    SplitPlan plan =
        new SplitPlan(
            List.of(
                split(0, "b", 0, 10, 5),
                split(1, "a", 100, 10, 2),
                split(2, "a", 20, 10, 3),
                split(5, "a", 0, 10, 1)),
            15);
    assertThat(plan.chunks()).containsExactly(List.of(5, 2), List.of(1, 0));
    assertThat(plan.firstRow(5)).isEqualTo(0);
    assertThat(plan.firstRow(2)).isEqualTo(1);
    assertThat(plan.firstRow(1)).isEqualTo(4);
    assertThat(plan.firstRow(0)).isEqualTo(6);
    assertThat(plan.rows()).isEqualTo(11);
    assertThat(plan.split(1).rows()).isEqualTo(2);
    assertThat(plan.split(3)).isNull();
  }

  @Test
  void aSplitOfAChunksSizeIsAChunk() {
    assertThat(new SplitPlan(List.of(split(0, "a", 0, 8, 1), split(1, "a", 8, 8, 1)), 8).chunks())
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void noRowsNoChunks() {
    SplitPlan plan = new SplitPlan(List.of(), 8);
    assertThat(plan.chunks()).isEmpty();
    assertThat(plan.rows()).isZero();
  }

  @Test
  void moreFilesThanSortByNameAreRefused() {
    List<Split> splits =
        IntStream.rangeClosed(0, 100_000).mapToObj(i -> split(i, "a", i, 1, 1)).toList();
    assertThatThrownBy(() -> new SplitPlan(splits, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("scoring.chunk-size is 1 bytes", "100,001 parts", "at most 100,000");
  }

  private static Split split(int partition, String file, long start, long bytes, long rows) {
    return new Split(partition, file, start, bytes, rows, List.of());
  }
}
