package org.ravel.table;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;

/** Lines, or whole files, of plain text. */
public record TextRecords(MalformedText malformed) implements SourceRecords {
  /** The column of plain text that holds the path of its file. */
  public static final String FILE = "file";

  /** The column of plain text that holds it. */
  public static final String TEXT = "text";

  /** The columns that plain text has. */
  static final List<String> NAMES = List.of(FILE, TEXT);

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    SourceText lines = new SourceText(part, rows, malformed);
    return () -> lines.hasNext() ? record(part, lines.next(lines.count())) : null;
  }

  private static SourceRecord record(TablePart part, String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return new SourceRecord(null, NAMES, List.of(part.file(), text));
  }
}
