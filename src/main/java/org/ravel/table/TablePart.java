package org.ravel.table;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a file of the input that Spark reads as a partition.
 *
 * @param partition Spark's number of it, which follows no useful order
 * @param file the file's URI
 * @param start its first byte
 * @param bytes its length
 * @param rows how many rows it holds
 * @param skipped how many malformed ones are left out
 * @param names of the columns that they have
 */
public record TablePart(
    int partition, String file, long start, long bytes, long rows, long skipped, List<String> names)
    implements Serializable {

  /** The same with what was found in it. */
  TablePart counted(long count, long leftOut, List<String> columns) {
    return new TablePart(partition, file, start, bytes, count, leftOut, columns);
  }

  /** Refuses a row, by its place in the part. */
  public MalformedRecordException refuse(long place, String what, String remedy) {
    return new MalformedRecordException(
        "%s: row %d from offset %d %s; %s".formatted(file, place, start, what, remedy));
  }
}
