package org.ravel.table;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** How the rows that Spark reads become records of a format. */
public sealed interface SourceRecords extends Serializable
    permits TextRecords,
        LineRecords,
        ColumnRecords,
        CsvRecords,
        JsonRecords,
        TableRecords,
        NpyRecords {

  /**
   * The records of a part of a file.
   *
   * @param rows lines, files or rows, all of the same part
   */
  Cursor read(TablePart part, Iterator<Row> rows);

  /** Records, one after the other. */
  @FunctionalInterface
  interface Cursor {
    /**
     * The next record; null at the end.
     *
     * @throws MalformedRecordException if it is malformed or could not be kept as it is; those
     *     behind it can be read
     * @throws org.ravel.error.InputException if where it ends is not known either
     */
    SourceRecord next();
  }
}
