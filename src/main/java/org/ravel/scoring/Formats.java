package org.ravel.scoring;

import java.util.Map;
import org.ravel.config.ScoringConfig.OutputFormat;

/** How Spark reads and writes the formats. */
final class Formats {
  /**
   * As RFC 4180 has it: quotes are doubled, values may hold line ends and white space. A value with
   * line ends keeps a file from being divided.
   */
  static final Map<String, String> CSV =
      Map.of(
          "header", "true",
          "escape", "\"",
          "multiLine", "true",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  private Formats() {}

  /** How scores are written, and read back. */
  static Map<String, String> options(OutputFormat format) {
    return switch (format) {
      case PARQUET -> Map.of();
      case CSV -> CSV;
      // A null is written, not left out.
      case JSON -> Map.of("ignoreNullFields", "false");
    };
  }
}
