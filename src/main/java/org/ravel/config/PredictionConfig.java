package org.ravel.config;

import java.util.List;

/**
 * Labels and classes for rows. What is null or empty here is as in the model's training.
 *
 * @param path the folder with the predictions
 * @param input files, directories or globs on any Hadoop file system
 * @param format of these files; null for that of the training
 * @param columns that are read; empty for those of the training
 * @param sequence says which sequence a row is a step of; null as in the training
 * @param time orders the steps of a sequence; null as in the training
 * @param labelColumns that are filled, in files whose lines are steps; empty for those of the
 *     training
 * @param separator stands between two columns of a line; null for that of the training or format
 * @param header whether the first record of CSV names the columns; null as in the training
 * @param tokenizer cuts text; null for the model's
 * @param treeLabels which brackets of trees begin with a label; null as in the training
 * @param malformed what happens to rows that cannot be read
 * @param outputFormat null for that of the input
 * @param probabilities whether they are written too
 * @param threshold probability from which a label is one of a set
 * @param quantiles levels that are written beside forecasts, where the model has them
 * @param horizon steps that are forecast; null for those of the model
 * @param alignments how the places that translations look at are written
 * @param prefix of the names of the columns that are added
 * @param chunkSize input bytes per unit of work and per output file
 */
public record PredictionConfig(
    String path,
    List<String> input,
    CorpusFormat format,
    List<String> columns,
    String sequence,
    String time,
    List<String> labelColumns,
    String separator,
    Boolean header,
    TokenizerKind tokenizer,
    TreesConfig.Labels treeLabels,
    MalformedText malformed,
    OutputFormat outputFormat,
    boolean probabilities,
    double threshold,
    List<Double> quantiles,
    Integer horizon,
    Alignments alignments,
    String prefix,
    ByteSize chunkSize) {

  /** How it is written which place of the source each token looks at most. */
  public enum Alignments {
    /** Not at all. */
    NONE,
    /** Pairs of places in a text, such as {@code 0-0 2-1}, the source's first. */
    PHARAOH,
    /** The source's places, one for each token. */
    ARRAYS
  }

  public PredictionConfig {
    Require.path("prediction.path", path);
    Require.present("prediction.input", input);
    Require.present("prediction.columns", columns);
    Require.present("prediction.label-columns", labelColumns);
    ColumnsConfig.requireSeparator("prediction.separator", separator);
    Require.that(
        format != CorpusFormat.PAIRS,
        "prediction.format",
        "pairs",
        "be text for a file of lines to translate");
    Require.present("prediction.malformed", malformed);
    ModelConfig.requireLevels("prediction.quantiles", quantiles);
    if (horizon != null) {
      Require.between(1, ForecastingConfig.MOST_STEPS, "prediction.horizon", horizon);
    }
    Require.present("prediction.alignments", alignments);
    EvaluationConfig.requireThreshold("prediction.threshold", threshold);
    Require.present("prediction.prefix", prefix);
    Require.present("prediction.chunk-size", chunkSize);
    Require.atLeast(1, "prediction.chunk-size", chunkSize.bytes());
    input.forEach(place -> Require.path("prediction.input", place));
    input = List.copyOf(input);
    columns = List.copyOf(columns);
    quantiles = List.copyOf(quantiles);
    labelColumns = List.copyOf(labelColumns);
  }
}
