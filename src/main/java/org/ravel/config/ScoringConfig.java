package org.ravel.config;

import java.util.List;

/**
 * What a model says of each row of some text.
 *
 * @param path the folder with the scores
 * @param input files, directories or globs on any Hadoop file system
 * @param documents what a row of plain text is
 * @param column the text, in formats with columns; of pairs the source, or the end of its files'
 *     names
 * @param targetColumn the same of the target; null where there is none
 * @param prime text that the model reads before each row; not scored
 * @param scoreEnd whether the end of a row counts as a token, in vocabularies that have one for it
 * @param prefix of the names of the columns that are added
 * @param minibatchSize rows that are propagated together
 * @param chunkSize input bytes per unit of work and per output file; part of the result, so that it
 *     does not depend on the cluster
 */
public record ScoringConfig(
    String path,
    List<String> input,
    Format format,
    TextUnit documents,
    String column,
    String targetColumn,
    String prime,
    boolean scoreEnd,
    OutputFormat outputFormat,
    String prefix,
    int minibatchSize,
    ByteSize chunkSize) {

  /** What is read. */
  public enum Format {
    /** Plain text. */
    TEXT,
    /** Parquet. */
    PARQUET,
    /** Comma-separated values with a header. */
    CSV,
    /** A JSON object per line. */
    JSON,
    /** Two files of which the same lines belong together. */
    PAIRS
  }

  /** A row of plain text. */
  public enum TextUnit {
    /** Every line. */
    LINE,
    /** Every file. */
    FILE
  }

  public ScoringConfig {
    Require.path("scoring.path", path);
    Require.present("scoring.input", input);
    Require.present("scoring.format", format);
    Require.present("scoring.documents", documents);
    Require.present("scoring.column", column);
    Require.that(!column.isEmpty(), "scoring.column", "empty", "name a column");
    if (targetColumn != null) {
      Require.that(!targetColumn.isEmpty(), "scoring.target-column", "empty", "name a column");
      Require.that(
          !targetColumn.equals(column),
          "scoring.target-column",
          targetColumn,
          "be another one than scoring.column");
    }
    if (format == Format.PAIRS) {
      Require.that(
          targetColumn != null,
          "scoring.target-column",
          null,
          "be the end of files' names, such as en, with scoring.format = pairs");
      CorpusFormat.PAIRS.require("scoring.format", "scoring.column", List.of(column));
      CorpusFormat.PAIRS.require("scoring.format", "scoring.target-column", List.of(targetColumn));
    }
    Require.present("scoring.prime", prime);
    Require.present("scoring.output-format", outputFormat);
    Require.present("scoring.prefix", prefix);
    Require.minibatchSize("scoring.minibatch-size", minibatchSize);
    Require.present("scoring.chunk-size", chunkSize);
    Require.atLeast(1, "scoring.chunk-size", chunkSize.bytes());
    input.forEach(place -> Require.path("scoring.input", place));
    input = List.copyOf(input);
  }
}
