package org.ravel.table;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** How the rows that Spark reads become records of a format. */
public sealed interface SourceRecords extends Serializable
    permits TextRecords, LineRecords, ColumnRecords, CsvRecords, JsonRecords, TableRecords {

  /**
   * The records of a part of a file.
   *
   * @param rows lines, files or rows, all of the same part
   * @throws org.ravel.error.InputException on the way, if a record is malformed or could not be
   *     kept as it is
   */
  Iterator<SourceRecord> read(TablePart part, Iterator<Row> rows);
}
