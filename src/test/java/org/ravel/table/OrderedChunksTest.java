package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderedChunksTest {

  @Test
  void sequencesFillChunksOfAboutSoManySteps() {
    List<OrderedChunks.Length> lengths =
        List.of(length(2, 3), length(5, 3), length(6, 1), length(20, 9), length(30, 1));
    OrderedChunks chunks = OrderedChunks.of(lengths, 4);
    assertThat(chunks.numPartitions()).isEqualTo(3);
    assertThat(LongStream.of(2, 5, 6, 20, 30).mapToInt(chunks::getPartition).toArray())
        .containsExactly(0, 0, 1, 1, 2);
    assertThat(LongStream.of(0, 1, 2).map(chunk -> chunks.number((int) chunk)).toArray())
        .containsExactly(0, 2, 4);
  }

  private static OrderedChunks.Length length(long order, int steps) {
    return new OrderedChunks.Length(order, steps);
  }

  /** All rows of a part may be left out. */
  @Test
  void rowsAreInTheChunkThatHasSome() {
    TablePlan plan =
        new TablePlan("corpus", List.of(part(0, 2), part(1, 0), part(2, 3), part(3, 0)), 1);
    OrderedChunks chunks = OrderedChunks.of(plan);
    assertThat(chunks.numPartitions()).isEqualTo(4);
    assertThat(LongStream.range(0, 5).mapToInt(chunks::getPartition).toArray())
        .containsExactly(0, 0, 2, 2, 2);
  }

  private static TablePart part(int number, long rows) {
    return new TablePart(number, "file:/in/" + number, 0, 1, rows, 0, List.of("a"));
  }

  @Test
  void nothingIsOneEmptyChunk() {
    assertThat(OrderedChunks.of(List.of(), 1).numPartitions()).isEqualTo(1);
  }
}
