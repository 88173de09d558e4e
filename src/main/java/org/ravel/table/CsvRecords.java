package org.ravel.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ravel.error.InputException;

/**
 * The records of a CSV file whose first one names the columns. Lines without characters are none.
 */
record CsvRecords(TableSettings settings) implements SourceRecords {

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
  }

  private final class Records implements Cursor {
    private final TablePart part;
    private final SourceText lines;
    private final List<String> names;
    private long place;

    /** The first record, where it is no header. */
    private CsvParser peeked;

    Records(TablePart part, SourceText lines) {
      this.part = part;
      this.lines = lines;
      CsvParser first = parse("the header");
      if (first == null) {
        throw new InputException(
            "%s has no header; name the columns in its first line".formatted(part.file()));
      }
      boolean header = settings.layout().header();
      this.names = header ? names(first.values()) : NumberedColumns.names(first.values().size());
      settings.columns().forEach(this::requireOnce);
      this.peeked = header ? null : first;
    }

    private static List<String> names(List<String> values) {
      return values.stream().map(name -> name == null ? "" : name).toList();
    }

    private void requireOnce(String column) {
      int place = names.indexOf(column);
      if (place < 0 || place != names.lastIndexOf(column)) {
        throw new InputException(
            "%s is %s, but %s has %s such column, only %s; set %1$s to %s"
                .formatted(
                    settings.names().column(),
                    column,
                    part.file(),
                    place < 0 ? "no" : "more than one",
                    String.join(", ", names),
                    settings.otherColumn()));
      }
    }

    @Override
    public SourceRecord next() {
      CsvParser record = peeked == null ? parse("row " + place) : peeked;
      peeked = null;
      if (record == null) {
        return null;
      }
      long row = place++;
      if (record.values().size() != names.size()) {
        throw new MalformedRecordException(
            message(
                "row " + row,
                "it has %d values, but there are %d columns"
                    .formatted(record.values().size(), names.size())));
      }
      return new SourceRecord(record.raw(), names, Collections.unmodifiableList(record.values()));
    }

    /** The next record; null at the end. */
    private CsvParser parse(String what) {
      CsvParser record = new CsvParser(settings.layout().separator().charAt(0));
      boolean begun = false;
      while (lines.hasNext()) {
        String line = lines.next(place);
        if (!begun && (line.isEmpty() || line.equals("\r"))) {
          continue;
        }
        begun = true;
        try {
          if (record.add(line)) {
            return record;
          }
        } catch (IllegalArgumentException e) {
          throw malformed(what, e.getMessage());
        }
      }
      if (begun) {
        throw malformed(what, "a quote is not closed up to the end of the file");
      }
      return null;
    }

    private InputException malformed(String what, String reason) {
      return new InputException(message(what, reason));
    }

    private String message(String what, String reason) {
      return "%s: %s is no CSV of the columns that the others have: %s; correct it"
          .formatted(part.file(), what, reason);
    }
  }
}
