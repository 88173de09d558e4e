package org.ravel.scoring;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigNames;
import org.ravel.config.MalformedText;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.config.ScoringConfig.OutputFormat;
import org.ravel.config.ScoringConfig.Unit;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.TextBeginnings;
import org.ravel.corpus.Vocabulary;
import org.ravel.network.NetworkSnapshot;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Sessions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.InputOrder;
import org.ravel.table.InputRow;
import org.ravel.table.InputTable;
import org.ravel.table.NumberRows;
import org.ravel.table.RowReader;
import org.ravel.table.TableFormat;
import org.ravel.table.TablePlan;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;

/**
 * Scores every row of some text on Spark. The input is counted first, which gives each row its
 * number, and then scored chunk by chunk; a chunk becomes a file of the output. No row moves from
 * one task to another.
 */
public final class Scoring {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Storage storage;
  private final ScoringConfig config;
  private final MalformedText malformed;

  /**
   * As configured.
   *
   * @param malformed what happens to text that is not UTF-8
   */
  public Scoring(
      SparkSession spark, Storage storage, ScoringConfig config, MalformedText malformed) {
    // How files are cut is this session's own setting.
    this.spark = Sessions.forTables(spark);
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.storage = storage;
    this.config = config;
    this.malformed = malformed;
  }

  /**
   * Writes the scores into a folder that is there and empty.
   *
   * @throws org.ravel.error.InputException if the input is missing, malformed, lacks the text's
   *     column or changes meanwhile
   * @throws org.ravel.error.ConfigurationException if no input is given
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Scores write(NetworkSnapshot network, Vocabulary vocabulary, Path folder) {
    List<SourceFile> files = SourceListing.list(storage, "scoring.input", config.input());
    InputTable table = SparkJob.run(context, "score: look at the input", () -> open(files));
    JavaRDD<Row> rows = table.rows().javaRDD();
    SparkJob.awaitExecutors(context, "score");
    long started = System.nanoTime();
    TablePlan plan = SparkJob.run(context, "score: count rows", () -> plan(rows, table.reader()));
    ScoreColumns columns = ScoreColumns.beside(table.columns(plan), config);
    ChunkTotals totals = new ChunkTotals();
    // Without a name: of an accumulator with one Spark keeps all sums again after each task.
    context.sc().register(totals);
    SparkJob.run(
        context,
        "score: write scores",
        () -> {
          score(
              rows, table.reader(), plan, columns, new Model(network, vocabulary), totals, folder);
          return null;
        });
    Scores scores = totals.scores((System.nanoTime() - started) / 1e9);
    if (scores.rows() != plan.rows()) {
      throw new IllegalStateException(
          "rows scored: %d, rows counted: %d".formatted(scores.rows(), plan.rows()));
    }
    return scores;
  }

  private InputTable open(List<SourceFile> files) {
    if (config.format() != Format.PARQUET) {
      TextBeginnings.require(context, files, malformed);
    }
    return InputTable.open(spark, files.stream().map(SourceFile::path).toList(), settings());
  }

  private TableSettings settings() {
    return new TableSettings(
        new TableSettings.Names("score", "scoring", "scoring.column"),
        switch (config.format()) {
          case TEXT -> config.documents() == Unit.FILE ? TableFormat.FILES : TableFormat.TEXT;
          case PARQUET -> TableFormat.PARQUET;
          case CSV -> TableFormat.CSV;
          case JSON -> TableFormat.JSON;
        },
        TableSettings.Layout.CSV,
        List.of(column()),
        config.outputFormat() == OutputFormat.JSON
            ? TableSettings.Use.RECORDS
            : TableSettings.Use.TABLE,
        malformed,
        config.chunkSize().bytes());
  }

  /** The column that holds the text. */
  private String column() {
    return config.format() == Format.TEXT ? TextRecords.TEXT : config.column();
  }

  private record Model(NetworkSnapshot network, Vocabulary vocabulary) {}

  private TablePlan plan(JavaRDD<Row> rows, RowReader reader) {
    return TablePlan.of(context, rows, reader);
  }

  private void score(
      JavaRDD<Row> rows,
      RowReader reader,
      TablePlan plan,
      ScoreColumns columns,
      Model model,
      ChunkTotals totals,
      Path folder) {
    try (BroadcastScope<TablePlan> splits = BroadcastScope.of(context, plan);
        BroadcastScope<NetworkSnapshot> network = BroadcastScope.of(context, model.network());
        BroadcastScope<Vocabulary> vocabulary = BroadcastScope.of(context, model.vocabulary())) {
      JavaRDD<InputRow> numbered =
          rows.mapPartitionsWithIndex(new NumberRows(splits.broadcast(), reader), true);
      JavaRDD<Row> scored =
          InputOrder.of(context, numbered, plan)
              .mapPartitions(
                  new ScoreRows(
                      network.broadcast(),
                      vocabulary.broadcast(),
                      ScoreSettings.of(config),
                      column(),
                      columns,
                      totals));
      boolean isTable = config.outputFormat() == OutputFormat.PARQUET;
      spark
          .createDataFrame(scored, columns.schema())
          .write()
          .format(isTable ? "parquet" : "text")
          .mode(SaveMode.Append)
          .save(folder.toString());
      if (!isTable) {
        nameByFormat(folder);
      }
    }
  }

  /** What Spark has written as lines of text is named by the format of these lines. */
  private void nameByFormat(Path folder) {
    String suffix = "." + ConfigNames.of(config.outputFormat());
    storage.writing(
        folder,
        fileSystem -> {
          for (FileStatus file : fileSystem.globStatus(new Path(folder, "part-*"))) {
            Path part = file.getPath();
            Path named = new Path(folder, part.getName().replaceFirst("\\.txt", suffix));
            if (!fileSystem.rename(part, named)) {
              throw new IOException("it cannot be renamed to " + named.getName());
            }
          }
          return null;
        });
  }
}
