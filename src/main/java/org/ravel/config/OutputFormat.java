package org.ravel.config;

/** How the rows of a table are written. */
public enum OutputFormat {
  /** Parquet. */
  PARQUET,
  /** Comma-separated values with a header. */
  CSV,
  /** A JSON object per line. */
  JSON
}
