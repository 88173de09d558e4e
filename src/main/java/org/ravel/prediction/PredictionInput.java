package org.ravel.prediction;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ravel.config.ConfigNames;
import org.ravel.config.CorpusFormat;
import org.ravel.config.OutputFormat;
import org.ravel.config.PredictionConfig;
import org.ravel.config.ShardsConfig.Longer;
import org.ravel.config.StoredConfig;
import org.ravel.config.Task;
import org.ravel.config.TokenizerKind;
import org.ravel.config.TreesConfig;
import org.ravel.corpus.Tokenizer;
import org.ravel.error.ConfigurationException;
import org.ravel.example.NumberReader;
import org.ravel.example.SequenceReader;
import org.ravel.example.StepReader;
import org.ravel.example.TokenReader;
import org.ravel.example.TreeReader;
import org.ravel.model.TrainedModel;
import org.ravel.sequence.Scaling;
import org.ravel.table.NpyRecords;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/**
 * What is read, as the configuration says, or else as the model's training did.
 *
 * @param columns that are read; none where a row is a text
 * @param steps where rows are steps; null where a row is a whole sequence
 * @param labelColumns that are filled; none where the output is a table
 * @param tokenizer cuts text; null where steps are numbers
 * @param width numbers of a step; 0 where steps are tokens
 * @param longest the most steps of a row that are read; longer ones are cut
 * @param piece the most steps that are read at once of a row with one class
 * @param trees reads them; null where rows are none
 * @param rootOnly whether only their roots have labels that were learned
 */
record PredictionInput(
    Task task,
    CorpusFormat format,
    List<String> columns,
    StepColumns steps,
    List<String> labelColumns,
    TableSettings.Layout layout,
    Tokenizer tokenizer,
    int width,
    int longest,
    int piece,
    TreeReader trees,
    boolean rootOnly) {

  /**
   * Of a model.
   *
   * @throws ConfigurationException if columns are not known, or do not go with the format
   */
  static PredictionInput of(PredictionConfig config, TrainedModel model) {
    StoredConfig training = StoredConfig.parse("the model's config.conf", model.configuration());
    Task task = training.constant("task", Task.class);
    CorpusFormat trained = training.constant("corpus.format", CorpusFormat.class);
    CorpusFormat format = config.format() == null ? alone(trained) : config.format();
    boolean same = format == trained;
    List<String> columns =
        !config.columns().isEmpty() || !same
            ? config.columns()
            : training.texts("corpus.columns.input");
    PredictionRules.requireKnown(columns, format, trained, "prediction.columns");
    // A class has no column among those of the steps.
    boolean filled =
        task == Task.LABELLING && config.outputFormat() == null && format.isTokenised();
    List<String> targets =
        !config.labelColumns().isEmpty() || !same
            ? config.labelColumns()
            : training.texts("corpus.columns.target");
    if (filled) {
      PredictionRules.requireKnown(targets, format, trained, "prediction.label-columns");
      PredictionRules.requireNoProbabilities(config, format);
    }
    String separator = config.separator();
    if (separator == null && same) {
      separator = training.text("corpus.columns.separator");
    }
    Boolean header = config.header();
    if (header == null && same) {
      header = training.flag("corpus.columns.header");
    }
    PredictionRules.require(config, task, format);
    Scaling scaling = model.description().scaling();
    return new PredictionInput(
        task,
        format,
        columns,
        steps(config, same, training, scaling, format),
        filled ? targets : List.of(),
        TableSettings.Layout.of(TableFormat.of(format), separator, !Boolean.FALSE.equals(header)),
        scaling == null ? tokenizer(config, model.vocabulary().tokenizer()) : null,
        scaling == null ? 0 : scaling.width(),
        length(task, training, Longer.CUT),
        length(task, training, Longer.PIECES),
        task == Task.TREE ? trees(config, training, model.vocabulary().tokenizer()) : null,
        model.learnedRoots());
  }

  private static TreeReader trees(PredictionConfig config, StoredConfig training, Tokenizer words) {
    Long children = training.wholeNumber("corpus.trees.children");
    return new TreeReader(
        config.treeLabels() != null
            ? config.treeLabels()
            : training.constant("corpus.trees.labels", TreesConfig.Labels.class),
        children == null ? 0 : Math.toIntExact(children),
        training.constant("corpus.trees.one-child", TreesConfig.OneChild.class),
        words);
  }

  /** Of pairs of files only the one that is read is there, line by line. */
  private static CorpusFormat alone(CorpusFormat trained) {
    return trained == CorpusFormat.PAIRS ? CorpusFormat.TEXT : trained;
  }

  /** Null where a row is a whole sequence. */
  private static StepColumns steps(
      PredictionConfig config,
      boolean same,
      StoredConfig training,
      Scaling scaling,
      CorpusFormat format) {
    String sequence = config.sequence();
    String time = config.time();
    if (same) {
      sequence = sequence == null ? training.text("corpus.columns.sequence") : sequence;
      time = time == null ? training.text("corpus.columns.time") : time;
    }
    boolean isTable = format == CorpusFormat.CSV || format == CorpusFormat.PARQUET;
    if (sequence != null && (scaling == null || !isTable)) {
      throw new ConfigurationException(
          "prediction.sequence is %s, but %s; set it to null, or name another model or format"
              .formatted(
                  sequence,
                  scaling == null
                      ? "the model reads tokens, of which a row has a whole sequence"
                      : "prediction.format is %s, where a row is a whole sequence"
                          .formatted(ConfigNames.of(format))));
    }
    if (scaling != null && sequence == null) {
      PredictionRules.requireArrays(format);
    } else if (format == CorpusFormat.NPY) {
      throw new ConfigurationException(
          "prediction.format is npy, but the model reads tokens; set another format");
    }
    return sequence == null ? null : new StepColumns(sequence, time);
  }

  private static Tokenizer tokenizer(PredictionConfig config, Tokenizer own) {
    TokenizerKind kind = config.tokenizer();
    if (kind == null || kind == own.kind()) {
      return own;
    }
    if (kind == TokenizerKind.SUBWORD || own.kind() == TokenizerKind.SUBWORD) {
      throw new ConfigurationException(
          "prediction.tokenizer is %s but the model's is %s, and a model reads only subwords that it has learned itself; leave prediction.tokenizer out"
              .formatted(ConfigNames.of(kind), ConfigNames.of(own.kind())));
    }
    return Tokenizer.of(kind, own.lowerCase());
  }

  /**
   * A labelling has a label for each step, an image all its features, and all else follows from
   * what training read.
   */
  private static int length(Task task, StoredConfig training, Longer rule) {
    Long length = training.wholeNumber("shards.sequence-length");
    boolean holds =
        task != Task.LABELLING
            && task != Task.CAPTIONING
            && training.constant("shards.longer", Longer.class) == rule;
    return holds && length != null ? Math.toIntExact(length) : Integer.MAX_VALUE;
  }

  /** Reads the steps of a row. */
  StepReader reader() {
    if (trees != null) {
      return trees;
    }
    if (width == 0) {
      return TokenReader.of(task, format, columns, tokenizer);
    }
    List<String> read = format == CorpusFormat.NPY ? List.of(NpyRecords.FEATURES) : columns;
    NumberReader numbers = NumberReader.of(read, width, "the model reads steps of");
    if (task == Task.CAPTIONING) {
      return numbers.ofVectors();
    }
    return steps == null ? numbers : new SequenceReader(numbers, steps);
  }

  /** The columns that must be there. */
  private List<String> wanted() {
    return Stream.concat(
            reader().columns().stream(),
            steps == null ? Stream.of() : Stream.of(steps.sequence(), steps.time()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
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
            wanted(), width > 0 ? TableSettings.Kind.NUMBERS : TableSettings.Kind.STEPS),
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
      case TEXT, CONLLU, COLUMNS, LINES, JSON, FOLDERS, PAIRS, TREES, NPY -> OutputFormat.JSON;
    };
  }
}
