package org.ravel.example;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.CorpusConfig;
import org.ravel.config.CorpusFormat;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.TextBeginnings;
import org.ravel.corpus.Tokenizer;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Sessions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.InputOrder;
import org.ravel.table.InputTable;
import org.ravel.table.NumberRows;
import org.ravel.table.TableFormat;
import org.ravel.table.TablePart;
import org.ravel.table.TablePlan;
import org.ravel.table.TableSettings;

/** The examples of the input, in its order, in chunks that follow from it alone. */
public final class ExampleTable implements AutoCloseable {
  private final JavaSparkContext spark;
  private final List<SourceFile> sources;
  private final InputTable table;
  private final TablePlan plan;
  private final BroadcastScope<TablePlan> sharedPlan;
  private final BroadcastScope<ExampleRules> rules;

  private ExampleTable(
      JavaSparkContext spark,
      List<SourceFile> sources,
      InputTable table,
      TablePlan plan,
      ExampleRules rules) {
    this.spark = spark;
    this.sources = sources;
    this.table = table;
    this.plan = plan;
    this.sharedPlan = BroadcastScope.of(spark, plan);
    this.rules = BroadcastScope.of(spark, rules);
  }

  /**
   * Lists the files and counts their rows.
   *
   * @throws org.ravel.error.InputException if the input is missing or malformed, or lacks a column
   */
  public static ExampleTable open(SparkSession session, Storage storage, RavelConfig config) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    ExampleFiles files = ExampleFiles.list(storage, config);
    TableSettings settings = settings(config.corpus());
    List<String> paths = files.all().stream().map(SourceFile::path).toList();
    InputTable table =
        SparkJob.run(
            spark,
            "prepare: look at the input",
            () -> {
              if (settings.format() != TableFormat.PARQUET) {
                TextBeginnings.require(spark, files.all(), settings.malformed());
              }
              return InputTable.open(Sessions.forTables(session), paths, settings);
            });
    JavaRDD<Row> rows = table.rows().javaRDD();
    TablePlan plan =
        SparkJob.run(spark, "prepare: count rows", () -> TablePlan.of(spark, rows, table.reader()));
    // Finds out whether the files have the columns.
    table.columns(plan);
    ExampleRules rules =
        new ExampleRules(
            new ExampleParser(config.task(), config.corpus()),
            new ExampleSplits(plan, config.split(), files.validation(), files.test()),
            files.numbers(),
            config.corpus().malformed(),
            config.shards().sequenceLength(),
            config.shards().longer());
    return new ExampleTable(spark, files.all(), table, plan, rules);
  }

  private static TableSettings settings(CorpusConfig config) {
    Set<String> columns = new LinkedHashSet<>(config.columns().input());
    columns.addAll(config.columns().target());
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns"),
        format(config.format()),
        new TableSettings.Layout(separator(config), config.columns().header()),
        List.copyOf(columns),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
  }

  private static TableFormat format(CorpusFormat format) {
    return switch (format) {
      case TEXT -> TableFormat.TEXT;
      case CONLLU -> TableFormat.CONLLU;
      case COLUMNS -> TableFormat.COLUMNS;
      case LINES -> TableFormat.LINES;
      case CSV -> TableFormat.CSV;
      case JSON -> TableFormat.JSON;
      case PARQUET -> TableFormat.PARQUET;
      case FOLDERS -> TableFormat.FILES;
    };
  }

  private static String separator(CorpusConfig config) {
    if (config.columns().separator() != null) {
      return config.columns().separator();
    }
    return switch (config.format()) {
      case COLUMNS -> null;
      case CSV -> ",";
      case CONLLU, LINES, TEXT, JSON, PARQUET, FOLDERS -> "\t";
    };
  }

  /** What cuts the text of examples into tokens, or puts tokens together. */
  public static Tokenizer tokenizer(CorpusConfig config) {
    return ExampleParser.tokenizer(config);
  }

  /** The files, in the order of their paths. */
  public List<SourceFile> sources() {
    return sources;
  }

  /** Malformed rows that are left out, as far as their examples were not looked at. */
  public long skipped() {
    return plan.parts().stream().mapToLong(TablePart::skipped).sum();
  }

  /** Does something with each chunk. */
  public <T> JavaRDD<T> map(ChunkTask<T> task) {
    JavaRDD<Row> rows = table.rows().javaRDD();
    return InputOrder.of(
            spark,
            rows.mapPartitionsWithIndex(
                new NumberRows(sharedPlan.broadcast(), table.reader()), true),
            plan)
        .mapPartitionsWithIndex(new RunChunk<>(rules.broadcast(), task), true);
  }

  @Override
  public void close() {
    rules.close();
    sharedPlan.close();
  }
}
