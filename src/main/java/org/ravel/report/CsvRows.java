package org.ravel.report;

import java.util.List;
import java.util.Objects;

/** A table for programs (RFC 4180). */
final class CsvRows {
  private static final String LINE_END = "\r\n";

  private final StringBuilder rows = new StringBuilder();

  /** Adds a row; null becomes an empty cell. */
  void add(List<?> cells) {
    for (int i = 0; i < cells.size(); i++) {
      rows.append(i == 0 ? "" : ",").append(Csv.field(Objects.toString(cells.get(i), "")));
    }
    rows.append(LINE_END);
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
