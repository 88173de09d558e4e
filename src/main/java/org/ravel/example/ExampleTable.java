package org.ravel.example;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import org.ravel.table.InputRow;
import org.ravel.table.StepColumns;

/** The examples of the input, in its order, in chunks that follow from it alone. */
public final class ExampleTable implements AutoCloseable {
  /** What ends a target that is text: {@code <eos>} ends each line. */
  public static final Documents TARGETS = Documents.LINE;

  private final List<SourceFile> sources;
  private final ExampleRows table;
  private final int width;
  private ExampleTokenizers tokenizers;
  private BroadcastScope<ExampleRules> rules;

  private ExampleTable(
      List<SourceFile> sources,
      ExampleRows table,
      int width,
      ExampleTokenizers tokenizers,
      BroadcastScope<ExampleRules> rules) {
    this.sources = sources;
    this.table = table;
    this.width = width;
    this.tokenizers = tokenizers;
    this.rules = rules;
  }

  /**
   * Counts the rows of files.
   *
   * @param tokenizers cut their text
   * @throws org.ravel.error.InputException if they are malformed, or lack a column
   */
  public static ExampleTable open(
      SparkSession session, ExampleFiles files, RavelConfig config, ExampleTokenizers tokenizers) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    ExampleRows table = ExampleRows.open(session, files, config.corpus());
    int width =
        switch (config.corpus().steps()) {
          case TOKENS -> 0;
          case NUMBERS -> width(spark, table.rows(), config, tokenizers);
        };
    ExampleRules rules =
        new ExampleRules(
            new ExampleParser(config.task(), config.corpus(), tokenizers, width),
            table.splits(config.split(), files),
            files.numbers(),
            config.corpus().malformed(),
            config.shards().sequenceLength(),
            config.shards().longer());
    return new ExampleTable(files.all(), table, width, tokenizers, BroadcastScope.of(spark, rules));
  }

  /** Where rows are steps; null where a row is a whole sequence. */
  static StepColumns steps(ColumnsConfig columns) {
    return columns.sequence() == null ? null : new StepColumns(columns.sequence(), columns.time());
  }

  /** Numbers of a step of the first example that has any; 0 if there is none. */
  private static int width(
      JavaSparkContext spark,
      JavaRDD<InputRow> rows,
      RavelConfig config,
      ExampleTokenizers tokenizers) {
    ExampleParser parser = new ExampleParser(config.task(), config.corpus(), tokenizers, 0);
    List<Integer> first =
        SparkJob.run(
            spark,
            "prepare: numbers of a step",
            () -> rows.mapPartitions(new FirstWidth(parser)).take(1));
    return first.isEmpty() ? 0 : first.get(0);
  }

  /** What cuts the text of its examples. */
  ExampleTokenizers tokenizers() {
    return tokenizers;
  }

  /** Cuts the text of its examples in another way from now on. */
  void cutBy(JavaSparkContext spark, RavelConfig config, ExampleTokenizers other) {
    ExampleRules before = rules.broadcast().value();
    rules.close();
    tokenizers = other;
    rules =
        BroadcastScope.of(
            spark, before.with(new ExampleParser(config.task(), config.corpus(), other, width)));
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
    return table.rows().mapPartitionsWithIndex(new RunChunk<>(rules.broadcast(), task), true);
  }

  @Override
  public void close() {
    rules.close();
    table.close();
  }
}
