package org.ravel.table;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/** The lines of a part of a file, decoded; without the mark of UTF-8 at a file's beginning. */
final class SourceText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final TablePart part;
  private final Iterator<Row> rows;
  private final MalformedText malformed;
  private long count;

  SourceText(TablePart part, Iterator<Row> rows, MalformedText malformed) {
    this.part = part;
    this.rows = rows;
    this.malformed = malformed;
  }

  boolean hasNext() {
    return rows.hasNext();
  }

  /** How many lines were taken. */
  long count() {
    return count;
  }

  /**
   * The next line.
   *
   * @param record the number of the record that it belongs to, for messages
   */
  String next(long record) {
    byte[] utf8 = rows.next().getAs(0);
    String line = StrictText.decode(utf8, malformed).orElseThrow(() -> notUtf8(record));
    boolean first = count++ == 0 && part.start() == 0;
    return first && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
  }

  /** Where such a record ends is not known, so that none behind it can be read. */
  private InputException notUtf8(long record) {
    return new InputException(part.refuse(record, "is not UTF-8", StrictText.REMEDY).getMessage());
  }
}
