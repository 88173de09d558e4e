package org.ravel.table;

import java.util.Locale;

/** What the rows of a table are in its files. */
public enum TableFormat {
  /** Lines. */
  TEXT,
  /** Whole files. */
  FILES,
  /** Comma-separated values. */
  CSV,
  /** A JSON object on each line. */
  JSON,
  /** Rows of Parquet. */
  PARQUET;

  /** Whether a file must be read in one piece: quotes of CSV may hold line ends. */
  boolean isUndivided() {
    return this == CSV;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
