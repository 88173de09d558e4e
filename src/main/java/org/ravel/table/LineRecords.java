package org.ravel.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Lines that are divided into columns, without quotes. Lines without characters are none. */
record LineRecords(TableSettings settings) implements SourceRecords {

  @Override
  public Iterator<SourceRecord> read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
  }

  private final class Records implements Iterator<SourceRecord> {
    private final TablePart part;
    private final SourceText lines;
    private final NumberedColumns columns;
    private String next;
    private long number;

    Records(TablePart part, SourceText lines) {
      this.part = part;
      this.lines = lines;
      this.columns = NumberedColumns.of(settings);
    }

    @Override
    public boolean hasNext() {
      while (next == null && lines.hasNext()) {
        String line = lines.next(number++);
        next = line.isEmpty() || line.equals("\r") ? null : line;
      }
      return next != null;
    }

    @Override
    public SourceRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String line = next;
      next = null;
      String[] cells = columns.of(line);
      if (cells == null) {
        throw part.refuse(number - 1, "has no column %s".formatted(columns.last()), "correct it");
      }
      return new SourceRecord(
          null, settings.columns(), Collections.unmodifiableList(Arrays.asList(cells)));
    }
  }
}
