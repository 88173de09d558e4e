package org.ravel.scoring;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.MalformedText;
import org.ravel.config.OutputFormat;
import org.ravel.config.ScoringConfig;
import org.ravel.config.ScoringConfig.Format;
import org.ravel.config.ScoringConfig.TextUnit;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.Vocabulary;
import org.ravel.network.NetworkSnapshot;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.OutputColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableOutput;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;

/**
 * Scores every row of some text on Spark. The input is counted first, which gives each row its
 * number, and then scored chunk by chunk; a chunk becomes a file of the output. No row moves from
 * one task to another.
 */
public final class Scoring {
  private final Storage storage;
  private final ScoringConfig config;
  private final MalformedText malformed;
  private final List<SourceFile> files;

  /**
   * As configured. Looks for the files, but does not open them.
   *
   * @param malformed what happens to text that is not UTF-8
   * @throws org.ravel.error.InputException if an input is missing
   * @throws org.ravel.error.ConfigurationException if no input is given
   */
  public Scoring(Storage storage, ScoringConfig config, MalformedText malformed) {
    this.storage = storage;
    this.config = config;
    this.malformed = malformed;
    this.files = SourceListing.list(storage, "scoring.input", config.input());
  }

  /**
   * Writes the scores into a folder that is there and empty.
   *
   * @throws org.ravel.error.InputException if the input is malformed, lacks the text's column or
   *     changes meanwhile
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Scores write(
      SparkSession spark, NetworkSnapshot network, Vocabulary vocabulary, Path folder) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SparkJob.awaitExecutors(context, "score");
    long started = System.nanoTime();
    ChunkTotals<ScoreTotal> totals = ChunkTotals.in(context);
    try (CountedTable table = CountedTable.open(spark, files, settings())) {
      OutputColumns columns =
          OutputColumns.beside(
              table.columns(),
              ScoreColumns.added(config.prefix()),
              table.settings().format(),
              config.outputFormat(),
              "scoring");
      SparkJob.run(
          context,
          "score: write scores",
          () -> {
            score(
                context,
                table,
                columns,
                new Model(network, vocabulary),
                totals,
                new TableOutput(spark, storage, folder));
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
  }

  private TableSettings settings() {
    return new TableSettings(
        new TableSettings.Names("score", "scoring", "scoring.column", null),
        switch (config.format()) {
          case TEXT -> config.documents() == TextUnit.FILE ? TableFormat.FILES : TableFormat.TEXT;
          case PARQUET -> TableFormat.PARQUET;
          case CSV -> TableFormat.CSV;
          case JSON -> TableFormat.JSON;
        },
        TableSettings.Layout.CSV,
        new TableSettings.Wanted(List.of(column()), TableSettings.Kind.TEXT),
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

  private void score(
      JavaSparkContext context,
      CountedTable table,
      OutputColumns columns,
      Model model,
      ChunkTotals<ScoreTotal> totals,
      TableOutput written) {
    try (BroadcastScope<NetworkSnapshot> network = BroadcastScope.of(context, model.network());
        BroadcastScope<Vocabulary> vocabulary = BroadcastScope.of(context, model.vocabulary())) {
      written.write(
          table
              .rows()
              .mapPartitions(
                  new ScoreRows(
                      network.broadcast(),
                      vocabulary.broadcast(),
                      ScoreSettings.of(config),
                      column(),
                      columns,
                      totals)),
          columns);
    }
  }
}
