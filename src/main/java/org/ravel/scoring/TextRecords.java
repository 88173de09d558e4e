package org.ravel.scoring;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;

/** Lines, or whole files, of plain text. */
record TextRecords(MalformedText malformed) implements SourceRecords {
  /** The columns that plain text has. */
  static final List<String> NAMES = List.of("file", "text");

  @Override
  public Iterator<SourceRecord> read(Split split, Iterator<Row> rows) {
    SourceText lines = new SourceText(split, rows, malformed);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public SourceRecord next() {
        String line = lines.next(lines.count());
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return new SourceRecord(text, null, NAMES, List.of(split.file(), text));
      }
    };
  }
}
