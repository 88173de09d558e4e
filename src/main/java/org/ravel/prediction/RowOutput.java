package org.ravel.prediction;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.table.FilledColumns.Gaps;
import org.ravel.table.InputRow;

/** What answers are written as. */
sealed interface RowOutput extends Serializable
    permits AddedColumns, FilledLines, FilledTrees, StepAnswers {

  /** What stands before the rows of each file. */
  List<Row> head();

  /**
   * Where labels are put into a row's lines; null where they are not.
   *
   * @throws org.ravel.table.MalformedRecordException if a line has no place for one
   */
  Gaps gaps(InputRow row);

  /** How many rows of the input a row stands for. */
  default int rows(InputRow row) {
    return 1;
  }

  /** A row of the output. */
  Row row(ReadRow read, RowAnswer answer);
}
