package org.ravel.table;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** The lines of pairs of files, counted, as rows of two columns. */
public final class PairedTable implements AutoCloseable {
  private final CountedTable first;
  private final CountedTable second;
  private final JavaRDD<InputRow> rows;

  private PairedTable(CountedTable first, CountedTable second, JavaRDD<InputRow> rows) {
    this.first = first;
    this.second = second;
    this.rows = rows;
  }

  /**
   * Looks at files and counts their lines, on Spark.
   *
   * @param settings of lines of text
   * @param names of the two columns
   * @throws org.ravel.error.InputException if they are malformed, or two files have different
   *     numbers of lines
   */
  public static PairedTable open(
      SparkSession session, FilePairs pairs, TableSettings settings, List<String> names) {
    CountedTable first = CountedTable.open(session, pairs.first(), settings);
    try {
      CountedTable second = CountedTable.open(session, pairs.second(), settings);
      try {
        JavaRDD<InputRow> rows = PairedLines.of(first, second, pairs.partners(), names);
        return new PairedTable(first, second, rows);
      } catch (RuntimeException e) {
        second.close();
        throw e;
      }
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** The files that are read, whose order is that of the rows. */
  public CountedTable first() {
    return first;
  }

  /** The rows, a partition for each chunk of the first files. */
  public JavaRDD<InputRow> rows() {
    return rows;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
