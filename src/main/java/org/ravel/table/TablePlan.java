package org.ravel.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.spark.Partitions;

/**
 * The order of the input and its units of work. Spark hands out the parts of files by size; here
 * they are in the order of the files' paths and of the places in them, and consecutive ones make up
 * a chunk of about the configured number of bytes. Follows from input and configuration alone.
 */
public final class TablePlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Spark writes a part's number with five digits: more would not sort by name. */
  static final int MOST_CHUNKS = 100_000;

  private final Map<Integer, TablePart> parts = new HashMap<>();
  private final Map<Integer, Long> firstRows = new HashMap<>();
  private final List<List<Integer>> chunks = new ArrayList<>();
  private final List<TablePart> inOrder;
  private final long rows;

  /**
   * Puts parts in order.
   *
   * @param group of the settings, for messages
   */
  public TablePlan(String group, List<TablePart> unordered, long chunkSize) {
    long row = 0;
    long room = 0;
    inOrder = ordered(unordered);
    for (TablePart part : inOrder) {
      if (room <= 0) {
        chunks.add(new ArrayList<>());
        room = chunkSize;
      }
      room -= part.bytes();
      chunks.get(chunks.size() - 1).add(part.partition());
      parts.put(part.partition(), part);
      firstRows.put(part.partition(), row);
      row += part.rows();
    }
    rows = row;
    if (chunks.size() > MOST_CHUNKS) {
      throw new ConfigurationException(
          "%s.chunk-size is %d bytes and cuts the input into %,d parts, but there must be at most %,d; set a larger one"
              .formatted(group, chunkSize, chunks.size(), MOST_CHUNKS));
    }
  }

  /** Counts the rows of a table, on Spark, and finds those that are malformed. */
  public static TablePlan of(JavaSparkContext spark, JavaRDD<Row> rows, RowReader reader) {
    JavaRDD<TablePart> parts = rows.mapPartitionsWithIndex(new CountRows(reader), true);
    int tasks = Math.min(Math.max(1, parts.getNumPartitions()), 3 * spark.defaultParallelism());
    TableSettings settings = reader.settings();
    return new TablePlan(
        settings.names().group(), Partitions.collect(parts.coalesce(tasks)), settings.chunkSize());
  }

  private static List<TablePart> ordered(List<TablePart> parts) {
    // Most have the same columns, whose names are sent to each executor.
    Map<List<String>, List<String>> once = new HashMap<>();
    return parts.stream()
        .map(
            part ->
                part.counted(
                    part.rows(),
                    part.skipped(),
                    once.computeIfAbsent(part.names(), names -> names)))
        .sorted(Comparator.comparing(TablePart::file).thenComparing(TablePart::start))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Spark's partitions by chunk, in order. */
  public List<List<Integer>> chunks() {
    return chunks;
  }

  /** The part that is Spark's partition of that number; null if it holds no rows. */
  TablePart part(int partition) {
    return parts.get(partition);
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
  public List<String> names(TableFormat format) {
    // Nothing is known of the columns where all rows are left out.
    List<TablePart> withRows = inOrder.stream().filter(part -> part.rows() > 0).toList();
    if (withRows.isEmpty()) {
      return format == TableFormat.TEXT || format == TableFormat.FILES
          ? TextRecords.NAMES
          : List.of();
    }
    if (format == TableFormat.JSON || format == TableFormat.LINES) {
      return withRows.stream().flatMap(part -> part.names().stream()).distinct().toList();
    }
    TablePart first = withRows.get(0);
    for (TablePart part : withRows) {
      if (!part.names().equals(first.names())) {
        throw new InputException(
            "%s cannot be read with %s: its header names %s, the other one %s; give all files the same header"
                .formatted(
                    part.file(),
                    first.file(),
                    String.join(", ", part.names()),
                    String.join(", ", first.names())));
      }
    }
    return first.names();
  }

  /** The parts, in the order of the input. */
  public List<TablePart> parts() {
    return inOrder;
  }

  /** Number of all rows. */
  public long rows() {
    return rows;
  }
}
