package org.ravel.prediction;

import java.util.List;
import org.ravel.config.ConfigNames;
import org.ravel.config.CorpusFormat;
import org.ravel.config.OutputFormat;
import org.ravel.config.PredictionConfig;
import org.ravel.config.ShardsConfig.Longer;
import org.ravel.config.StoredConfig;
import org.ravel.config.Task;
import org.ravel.corpus.Tokenizer;
import org.ravel.error.ConfigurationException;
import org.ravel.example.TokenReader;
import org.ravel.model.TrainedModel;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/**
 * What is read, as the configuration says, or else as the model's training did.
 *
 * @param columns that are read; none where a row is a text
 * @param labelColumns that are filled; none where the output is a table
 * @param tokenizer cuts text
 * @param longest the most tokens of a text that are read; longer ones are cut
 */
record PredictionInput(
    Task task,
    CorpusFormat format,
    List<String> columns,
    List<String> labelColumns,
    TableSettings.Layout layout,
    Tokenizer tokenizer,
    int longest) {

  /**
   * Of a model.
   *
   * @throws ConfigurationException if columns are not known, or do not go with the format
   */
  static PredictionInput of(PredictionConfig config, TrainedModel model) {
    StoredConfig training = StoredConfig.parse("the model's config.conf", model.configuration());
    Task task = training.constant("task", Task.class);
    CorpusFormat trained = training.constant("corpus.format", CorpusFormat.class);
    CorpusFormat format = config.format() == null ? trained : config.format();
    boolean same = format == trained;
    List<String> columns =
        !config.columns().isEmpty() || !same
            ? config.columns()
            : training.texts("corpus.columns.input");
    requireKnown(columns, format, trained, "prediction.columns");
    // A class has no column among those of the steps.
    boolean filled =
        task == Task.LABELLING && config.outputFormat() == null && format.isTokenised();
    List<String> targets =
        !config.labelColumns().isEmpty() || !same
            ? config.labelColumns()
            : training.texts("corpus.columns.target");
    if (filled) {
      requireKnown(targets, format, trained, "prediction.label-columns");
      requireNoProbabilities(config, format);
    }
    String separator = config.separator();
    if (separator == null && same) {
      separator = training.text("corpus.columns.separator");
    }
    Boolean header = config.header();
    if (header == null && same) {
      header = training.flag("corpus.columns.header");
    }
    Tokenizer own = model.vocabulary().tokenizer();
    return new PredictionInput(
        task,
        format,
        columns,
        filled ? targets : List.of(),
        TableSettings.Layout.of(TableFormat.of(format), separator, !Boolean.FALSE.equals(header)),
        config.tokenizer() == null ? own : Tokenizer.of(config.tokenizer(), own.lowerCase()),
        longest(task, training));
  }

  private static void requireKnown(
      List<String> columns, CorpusFormat format, CorpusFormat trained, String key) {
    if (columns.isEmpty() && format.hasColumns()) {
      throw new ConfigurationException(
          "%s is empty, but prediction.format is %s and the model was trained on %s, whose columns have other names; set %s"
              .formatted(key, ConfigNames.of(format), ConfigNames.of(trained), key));
    }
    format.require("prediction.format", key, columns);
  }

  private static void requireNoProbabilities(PredictionConfig config, CorpusFormat format) {
    if (config.probabilities()) {
      throw new ConfigurationException(
          "prediction.probabilities is true, but %s has no column for them; set prediction.output-format, such as json"
              .formatted(ConfigNames.of(format)));
    }
  }

  /** A labelling has a label for each step, and a class follows from what training read. */
  private static int longest(Task task, StoredConfig training) {
    Long length = training.wholeNumber("shards.sequence-length");
    boolean cut =
        task == Task.CLASSIFICATION
            && training.constant("shards.longer", Longer.class) == Longer.CUT;
    return cut && length != null ? Math.toIntExact(length) : Integer.MAX_VALUE;
  }

  /** Reads the tokens of a row. */
  TokenReader reader() {
    return TokenReader.of(task, format, columns, tokenizer);
  }

  /** Whether the lines of the input are written again. */
  boolean isFilled() {
    return !labelColumns.isEmpty();
  }

  /** How the table is read. */
  TableSettings settings(PredictionConfig config) {
    boolean stays =
        isFilled() || (format == CorpusFormat.JSON && outputFormat(config) == OutputFormat.JSON);
    return new TableSettings(
        new TableSettings.Names(
            "predict", "prediction", "prediction.columns", "prediction.separator"),
        TableFormat.of(format),
        layout,
        new TableSettings.Wanted(
            reader().columns().stream().distinct().toList(), TableSettings.Kind.STEPS),
        stays ? TableSettings.Use.RECORDS : TableSettings.Use.TABLE,
        config.malformed(),
        config.chunkSize().bytes());
  }

  /** What rows are written as, where their lines are not filled. */
  OutputFormat outputFormat(PredictionConfig config) {
    if (config.outputFormat() != null) {
      return config.outputFormat();
    }
    return switch (format) {
      case CSV -> OutputFormat.CSV;
      case PARQUET -> OutputFormat.PARQUET;
      case TEXT, CONLLU, COLUMNS, LINES, JSON, FOLDERS -> OutputFormat.JSON;
    };
  }
}
