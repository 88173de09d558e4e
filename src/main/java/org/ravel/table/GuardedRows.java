package org.ravel.table;

import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Row;

/** Rows whose reader's failures are told in the user's terms. */
public record GuardedRows(Iterator<Row> rows, TableSettings settings) implements Iterator<Row> {

  @Override
  public boolean hasNext() {
    return guard(rows::hasNext);
  }

  @Override
  public Row next() {
    return guard(rows::next);
  }

  private <T> T guard(Supplier<T> step) {
    try {
      return step.get();
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      // The file that this thread reads; some failures come before its first row.
      String file = InputFileBlockHolder.getInputFilePath().toString();
      throw ReadFailure.explain(
          e,
          settings,
          file.isEmpty()
              ? "a file of %s.input".formatted(settings.names().group())
              : InputTable.path(file));
    }
  }
}
