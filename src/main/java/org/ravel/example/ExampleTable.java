package org.ravel.example;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusConfig;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Tokenizer;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/** The examples of the input, in its order, in chunks that follow from it alone. */
public final class ExampleTable implements AutoCloseable {
  private final List<SourceFile> sources;
  private final CountedTable table;
  private final JavaRDD<InputRow> rows;
  private final int width;
  private final BroadcastScope<ExampleRules> rules;

  private ExampleTable(
      List<SourceFile> sources,
      CountedTable table,
      JavaRDD<InputRow> rows,
      int width,
      BroadcastScope<ExampleRules> rules) {
    this.sources = sources;
    this.table = table;
    this.rows = rows;
    this.width = width;
    this.rules = rules;
  }

  /**
   * Counts the rows of files.
   *
   * @throws org.ravel.error.InputException if they are malformed, or lack a column
   */
  public static ExampleTable open(SparkSession session, ExampleFiles files, RavelConfig config) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    CountedTable table = CountedTable.open(session, files.all(), settings(config.corpus()));
    StepColumns steps = steps(config.corpus().columns());
    GatheredSequences sequences =
        steps == null ? null : GatheredSequences.of(spark, table, steps, files.groups());
    JavaRDD<InputRow> rows = steps == null ? table.rows() : sequences.rows();
    int width =
        switch (config.corpus().steps()) {
          case TOKENS -> 0;
          case NUMBERS -> width(spark, rows, config);
        };
    ExampleRules rules =
        new ExampleRules(
            new ExampleParser(config.task(), config.corpus(), width),
            steps == null
                ? ExampleSplits.ofRows(table.plan(), config.split(), files)
                : ExampleSplits.ofSequences(sequences.ungrouped(), config.split(), files),
            files.numbers(),
            config.corpus().malformed(),
            config.shards().sequenceLength(),
            config.shards().longer());
    return new ExampleTable(files.all(), table, rows, width, BroadcastScope.of(spark, rules));
  }

  /** Where rows are steps; null where a row is a whole sequence. */
  static StepColumns steps(ColumnsConfig columns) {
    return columns.sequence() == null ? null : new StepColumns(columns.sequence(), columns.time());
  }

  /** Numbers of a step of the first example that has any; 0 if there is none. */
  private static int width(JavaSparkContext spark, JavaRDD<InputRow> rows, RavelConfig config) {
    ExampleParser parser = new ExampleParser(config.task(), config.corpus(), 0);
    List<Integer> first =
        SparkJob.run(
            spark,
            "prepare: numbers of a step",
            () -> rows.mapPartitions(new FirstWidth(parser)).take(1));
    return first.isEmpty() ? 0 : first.get(0);
  }

  private static TableSettings settings(CorpusConfig config) {
    Set<String> columns = new LinkedHashSet<>(config.columns().input());
    columns.addAll(config.columns().target());
    Stream.of(config.columns().sequence(), config.columns().time())
        .filter(Objects::nonNull)
        .forEach(columns::add);
    TableFormat format = TableFormat.of(config.format());
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns", "corpus.columns.separator"),
        format,
        TableSettings.Layout.of(format, config.columns().separator(), config.columns().header()),
        new TableSettings.Wanted(
            List.copyOf(columns),
            switch (config.steps()) {
              case TOKENS -> TableSettings.Kind.STEPS;
              case NUMBERS -> TableSettings.Kind.NUMBERS;
            }),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
  }

  /** What cuts the text of examples into tokens, or puts tokens together. */
  public static Tokenizer tokenizer(CorpusConfig config) {
    return ExampleParser.tokenizer(config);
  }

  /** Numbers of a step, where steps are numbers; 0 if there is no example. */
  public int width() {
    return width;
  }

  /** The files, in the order of their paths. */
  public List<SourceFile> sources() {
    return sources;
  }

  /** Malformed rows that are left out, as far as their examples were not looked at. */
  public long skipped() {
    return table.skipped();
  }

  /** Does something with each chunk. */
  public <T> JavaRDD<T> map(ChunkTask<T> task) {
    return rows.mapPartitionsWithIndex(new RunChunk<>(rules.broadcast(), task), true);
  }

  @Override
  public void close() {
    rules.close();
    table.close();
  }
}
