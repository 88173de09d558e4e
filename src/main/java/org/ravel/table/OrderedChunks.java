package org.ravel.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.Partitioner;

/** Chunks of consecutive rows or sequences, which follow from the input. */
final class OrderedChunks extends Partitioner {
  private static final long serialVersionUID = 1L;

  /** By chunk, the order of its first row or sequence; the next one's where it has none. */
  private final long[] starts;

  /** By chunk, the number of its first row or sequence. */
  private final long[] numbers;

  private OrderedChunks(long[] starts, long[] numbers) {
    this.starts = starts;
    this.numbers = numbers;
  }

  /** The order of a sequence and how many steps it has. */
  record Length(long order, int steps) implements Serializable, Comparable<Length> {
    @Override
    public int compareTo(Length other) {
      return Long.compare(order, other.order);
    }
  }

  /** The chunks of a table's rows. */
  static OrderedChunks of(TablePlan plan) {
    long[] starts =
        plan.chunks().stream().mapToLong(parts -> plan.firstRow(parts.get(0))).toArray();
    return new OrderedChunks(starts, starts);
  }

  /**
   * Divides sequences into chunks of about the same number of steps.
   *
   * @param ordered by their order
   * @param steps of a chunk, about
   */
  static OrderedChunks of(List<Length> ordered, long steps) {
    List<Long> starts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    long room = 0;
    for (int i = 0; i < ordered.size(); i++) {
      if (room <= 0) {
        starts.add(ordered.get(i).order());
        numbers.add((long) i);
        room = steps;
      }
      room -= ordered.get(i).steps();
    }
    return new OrderedChunks(
        starts.stream().mapToLong(Long::longValue).toArray(),
        numbers.stream().mapToLong(Long::longValue).toArray());
  }

  /** The number of a chunk's first sequence. */
  long number(int chunk) {
    return numbers[chunk];
  }

  @Override
  public int numPartitions() {
    return Math.max(1, starts.length);
  }

  @Override
  public int getPartition(Object order) {
    int found = Arrays.binarySearch(starts, (Long) order);
    int chunk = found >= 0 ? found : -found - 2;
    // Of chunks with the same start only the last one has anything.
    while (chunk + 1 < starts.length && starts[chunk + 1] == starts[chunk]) {
      chunk++;
    }
    return chunk;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrderedChunks same && Arrays.equals(same.starts, starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }
}
