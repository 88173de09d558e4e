package org.ravel.scoring;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/**
 * The records of a CSV file whose first one names the columns. Lines without characters are none.
 */
record CsvRecords(String column, MalformedText malformed) implements SourceRecords {

  @Override
  public Iterator<SourceRecord> read(Split split, Iterator<Row> rows) {
    return new Records(split, new SourceText(split, rows, malformed));
  }

  private final class Records implements Iterator<SourceRecord> {
    private final Split split;
    private final SourceText lines;
    private final List<String> names;
    private final int text;
    private long place;
    private CsvParser next;

    Records(Split split, SourceText lines) {
      this.split = split;
      this.lines = lines;
      CsvParser header = parse("the header");
      if (header == null) {
        throw new InputException(
            "%s has no header; name the columns in its first line".formatted(split.file()));
      }
      this.names = header.values().stream().map(name -> name == null ? "" : name).toList();
      this.text = names.indexOf(column);
      if (text < 0 || text != names.lastIndexOf(column)) {
        throw new InputException(
            "scoring.column is %s, but %s has %s such column, only %s; set scoring.column to the one that holds the text"
                .formatted(
                    column,
                    split.file(),
                    text < 0 ? "no" : "more than one",
                    String.join(", ", names)));
      }
      this.next = parse("row 0");
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public SourceRecord next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      CsvParser record = next;
      if (record.values().size() != names.size()) {
        throw malformed(
            "row " + place,
            "it has %d values, but there are %d columns"
                .formatted(record.values().size(), names.size()));
      }
      place++;
      next = parse("row " + place);
      String value = record.values().get(text);
      return new SourceRecord(
          value == null ? "" : value,
          record.raw(),
          names,
          Collections.unmodifiableList(record.values()));
    }

    /** The next record; null at the end. */
    private CsvParser parse(String what) {
      CsvParser record = new CsvParser();
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
      return new InputException(
          "%s: %s is no CSV of the columns that the others have: %s; correct it"
              .formatted(split.file(), what, reason));
    }
  }
}
