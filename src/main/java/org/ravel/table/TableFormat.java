package org.ravel.table;

import java.util.Locale;
import org.ravel.config.CorpusFormat;

/** What the rows of a table are in its files. */
public enum TableFormat {
  /** Lines. */
  TEXT,
  /** Whole files. */
  FILES,
  /** Lines that are divided into columns, without quotes. */
  LINES,
  /** Lines that are divided into columns; an empty one ends the row, whose values are lists. */
  COLUMNS,
  /** The same as Universal Dependencies has it. */
  CONLLU,
  /** Comma-separated values. */
  CSV,
  /** A JSON object on each line. */
  JSON,
  /** Rows of Parquet. */
  PARQUET,
  /** Rows of an array of NumPy. */
  NPY;

  /** What the rows of a corpus are. */
  public static TableFormat of(CorpusFormat format) {
    return switch (format) {
      case TEXT, PAIRS, TREES -> TEXT;
      case CONLLU -> CONLLU;
      case COLUMNS -> COLUMNS;
      case LINES -> LINES;
      case CSV -> CSV;
      case JSON -> JSON;
      case PARQUET -> PARQUET;
      case FOLDERS -> FILES;
      case NPY -> NPY;
    };
  }

  /** Whether a file must be read in one piece, because rows have several lines. */
  boolean isUndivided() {
    return switch (this) {
      case FILES, COLUMNS, CONLLU, CSV -> true;
      case TEXT, LINES, JSON, PARQUET, NPY -> false;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
