package org.ravel.scoring;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.ConfigNames;
import org.ravel.config.MalformedText;
import org.ravel.config.OutputFormat;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.config.ScoringConfig.TextUnit;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.network.PredictorSource;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.FilePairs;
import org.ravel.table.InputRow;
import org.ravel.table.OutputColumns;
import org.ravel.table.PairedTable;
import org.ravel.table.TableFormat;
import org.ravel.table.TableOutput;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;
import org.ravel.wording.Phrases;

/**
 * Scores every row of some text on Spark. The input is counted first, which gives each row its
 * number, and then scored chunk by chunk; a chunk becomes a file of the output. No row moves from
 * one task to another.
 */
public final class Scoring {
  private final Storage storage;
  private final ScoringConfig config;
  private final MalformedText malformed;
  private final Model model;
  private final ScoredVocabularies vocabularies;
  private final ScoreSettings read;
  private final List<SourceFile> files;

  /**
   * A model.
   *
   * @param vocabulary of what it reads
   * @param targets of what it writes for a source; null for a model of text
   */
  public record Model(PredictorSource network, Vocabulary vocabulary, Vocabulary targets) {}

  /**
   * As configured. Looks for the files, but does not open them.
   *
   * @param malformed what happens to text that is not UTF-8
   * @throws org.ravel.error.InputException if an input is missing
   * @throws ConfigurationException if no input is given, or the settings do not go with the model
   */
  public Scoring(Storage storage, ScoringConfig config, MalformedText malformed, Model model) {
    this.storage = storage;
    this.config = config;
    this.malformed = malformed;
    this.model = model;
    this.vocabularies = new ScoredVocabularies(model.vocabulary(), model.targets());
    this.read = ScoreSettings.of(config);
    if (vocabularies.isOfPairs()) {
      requirePairs();
    } else {
      requireTexts();
    }
    this.files = SourceListing.list(storage, "scoring.input", config.input());
  }

  private void requirePairs() {
    if (config.format() == Format.TEXT || config.targetColumn() == null) {
      throw new ConfigurationException(
          "scoring.format is %s and scoring.target-column %s, but the model scores targets of a source; set scoring.format to pairs, csv, json or parquet, scoring.column to where the source is and scoring.target-column to where the target is"
              .formatted(ConfigNames.of(config.format()), config.targetColumn()));
    }
    if (!config.prime().isEmpty()) {
      throw new ConfigurationException(
          "scoring.prime is %s, but a target is read after its source; leave it empty"
              .formatted(Phrases.shown(config.prime())));
    }
  }

  private void requireTexts() {
    if (config.format() == Format.PAIRS || config.targetColumn() != null) {
      throw new ConfigurationException(
          "scoring.format is %s and scoring.target-column %s, but the model scores texts by themselves; set text, csv, json or parquet, and target-column = null"
              .formatted(ConfigNames.of(config.format()), config.targetColumn()));
    }
  }

  /**
   * Writes the scores into a folder that is there and empty.
   *
   * @throws org.ravel.error.InputException if the input is malformed, lacks a column or changes
   *     meanwhile
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Scores write(SparkSession spark, Path folder) {
    SparkJob.awaitExecutors(JavaSparkContext.fromSparkContext(spark.sparkContext()), "score");
    if (config.format() != Format.PAIRS) {
      try (CountedTable table = CountedTable.open(spark, files, settings())) {
        return write(spark, table, table.rows(), table.columns(), folder);
      }
    }
    FilePairs pairs =
        FilePairs.of(
            new FilePairs.Keys("scoring.input", "scoring.column and scoring.target-column"),
            files,
            config.column(),
            config.targetColumn());
    try (PairedTable table = PairedTable.open(spark, pairs, settings(), read.columns())) {
      StructType columns =
          new StructType()
              .add(config.column(), DataTypes.StringType)
              .add(config.targetColumn(), DataTypes.StringType);
      return write(spark, table.first(), table.rows(), columns, folder);
    }
  }

  private Scores write(
      SparkSession spark,
      CountedTable table,
      JavaRDD<InputRow> rows,
      StructType kept,
      Path folder) {
    long started = System.nanoTime();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ChunkTotals<ScoreTotal> totals = ChunkTotals.in(context);
    OutputColumns columns =
        OutputColumns.beside(
            kept,
            new ScoreColumns(vocabularies.isOfPairs()).added(config.prefix()),
            table.settings().format(),
            config.outputFormat(),
            "scoring");
    SparkJob.run(
        context,
        "score: write scores",
        () -> {
          score(context, rows, columns, totals, new TableOutput(spark, storage, folder));
          return null;
        });
    ScoreTotal all = totals.inOrder().stream().reduce(ScoreTotal.NONE, ScoreTotal::plus);
    if (all.rows() != table.plan().rows()) {
      throw new IllegalStateException(
          "rows scored: %d, rows counted: %d".formatted(all.rows(), table.plan().rows()));
    }
    return new Scores(
        all.rows(), all.tokens(), all.unknown(), all.nats(), (System.nanoTime() - started) / 1e9);
  }

  private TableSettings settings() {
    return new TableSettings(
        new TableSettings.Names("score", "scoring", "scoring.column", null),
        switch (config.format()) {
          case TEXT -> config.documents() == TextUnit.FILE ? TableFormat.FILES : TableFormat.TEXT;
          case PARQUET -> TableFormat.PARQUET;
          case CSV -> TableFormat.CSV;
          case JSON -> TableFormat.JSON;
          case PAIRS -> TableFormat.TEXT;
        },
        TableSettings.Layout.CSV,
        new TableSettings.Wanted(
            config.format() == Format.PAIRS ? List.of(TextRecords.TEXT) : read.columns(),
            TableSettings.Kind.TEXT),
        config.outputFormat() == OutputFormat.JSON
            ? TableSettings.Use.RECORDS
            : TableSettings.Use.TABLE,
        malformed,
        config.chunkSize().bytes());
  }

  private void score(
      JavaSparkContext context,
      JavaRDD<InputRow> rows,
      OutputColumns columns,
      ChunkTotals<ScoreTotal> totals,
      TableOutput written) {
    try (BroadcastScope<PredictorSource> network = BroadcastScope.of(context, model.network());
        BroadcastScope<ScoredVocabularies> shared = BroadcastScope.of(context, vocabularies)) {
      written.write(
          rows.mapPartitions(
              new ScoreRows(network.broadcast(), shared.broadcast(), read, columns, totals)),
          columns);
    }
  }
}
