package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;

class TablePlanTest {
  @Test
  void followsPathsAndPlacesAndNumbersRows() {
    TablePlan plan =
        new TablePlan(
            "scoring",
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
    assertThat(plan.part(1).rows()).isEqualTo(2);
    assertThat(plan.part(3)).isNull();
  }

  @Test
  void aSplitOfAChunksSizeIsAChunk() {
    assertThat(
            new TablePlan("scoring", List.of(split(0, "a", 0, 8, 1), split(1, "a", 8, 8, 1)), 8)
                .chunks())
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void noRowsNoChunks() {
    TablePlan plan = new TablePlan("scoring", List.of(), 8);
    assertThat(plan.chunks()).isEmpty();
    assertThat(plan.rows()).isZero();
  }

  /** Its header was read, but it is not known which rows would have fitted it. */
  @Test
  void aFileWhoseRowsAreAllLeftOutSaysNothingOfTheColumns() {
    TablePart leftOut = new TablePart(0, "a", 0, 8, 0, 2, List.of());
    TablePart read = new TablePart(1, "b", 0, 8, 1, 0, List.of("text", "label"));
    for (TableFormat format : List.of(TableFormat.CSV, TableFormat.JSON)) {
      assertThat(new TablePlan("corpus", List.of(leftOut, read), 8).names(format))
          .containsExactly("text", "label");
    }
    TablePart other = new TablePart(2, "c", 0, 8, 1, 0, List.of("text"));
    TablePlan differing = new TablePlan("corpus", List.of(leftOut, read, other), 8);
    assertThatThrownBy(() -> differing.names(TableFormat.CSV))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("c cannot be read with b: its header names text, the other one");
  }

  @Test
  void moreFilesThanSortByNameAreRefused() {
    List<TablePart> splits =
        IntStream.rangeClosed(0, 100_000).mapToObj(i -> split(i, "a", i, 1, 1)).toList();
    assertThatThrownBy(() -> new TablePlan("scoring", splits, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("scoring.chunk-size is 1 bytes", "100,001 parts", "at most 100,000");
  }

  private static TablePart split(int partition, String file, long start, long bytes, long rows) {
    return new TablePart(partition, file, start, bytes, rows, 0, List.of());
  }
}
