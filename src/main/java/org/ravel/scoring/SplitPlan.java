package org.ravel.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;

/**
 * The order of the input and its units of work. Spark hands out the splits of files by size; here
 * they are in the order of the files' paths and of the places in them, and consecutive ones make up
 * a chunk of about the configured number of bytes. Follows from input and configuration alone.
 */
final class SplitPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Spark writes a part's number with five digits: more would not sort by name. */
  private static final int MOST_CHUNKS = 100_000;

  private final Map<Integer, Split> splits = new HashMap<>();
  private final Map<Integer, Long> firstRows = new HashMap<>();
  private final List<List<Integer>> chunks = new ArrayList<>();
  private final List<Split> inOrder;
  private final long rows;

  SplitPlan(List<Split> unordered, long chunkSize) {
    long row = 0;
    long room = 0;
    inOrder = ordered(unordered);
    for (Split split : inOrder) {
      if (room <= 0) {
        chunks.add(new ArrayList<>());
        room = chunkSize;
      }
      room -= split.bytes();
      chunks.get(chunks.size() - 1).add(split.partition());
      splits.put(split.partition(), split);
      firstRows.put(split.partition(), row);
      row += split.rows();
    }
    rows = row;
    if (chunks.size() > MOST_CHUNKS) {
      throw new ConfigurationException(
          "scoring.chunk-size is %d bytes and cuts the input into %,d parts, but there must be at most %,d; set a larger one"
              .formatted(chunkSize, chunks.size(), MOST_CHUNKS));
    }
  }

  private static List<Split> ordered(List<Split> splits) {
    // Most have the same columns, whose names are sent to each executor.
    Map<List<String>, List<String>> once = new HashMap<>();
    return splits.stream()
        .map(
            split ->
                split.counted(split.rows(), once.computeIfAbsent(split.names(), names -> names)))
        .sorted(Comparator.comparing(Split::file).thenComparing(Split::start))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Spark's partitions by chunk, in order. */
  List<List<Integer>> chunks() {
    return chunks;
  }

  /** The split that is Spark's partition of that number; null if it holds no rows. */
  Split split(int partition) {
    return splits.get(partition);
  }

  /** The number of its first row in the whole input. */
  long firstRow(int partition) {
    return firstRows.get(partition);
  }

  /**
   * Names of the columns of all rows.
   *
   * @throws InputException if a table's files differ in them
   */
  List<String> names(Format format) {
    if (inOrder.isEmpty()) {
      return format == Format.TEXT ? TextRecords.NAMES : List.of();
    }
    Split first = inOrder.get(0);
    if (format == Format.JSON) {
      return inOrder.stream().flatMap(split -> split.names().stream()).distinct().toList();
    }
    for (Split split : inOrder) {
      if (!split.names().equals(first.names())) {
        throw new InputException(
            "%s cannot be read with %s: its header names %s, the other one %s; give all files the same header"
                .formatted(
                    split.file(),
                    first.file(),
                    String.join(", ", split.names()),
                    String.join(", ", first.names())));
      }
    }
    return first.names();
  }

  /** Number of all rows. */
  long rows() {
    return rows;
  }
}
