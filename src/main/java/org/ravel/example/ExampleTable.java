package org.ravel.example;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.CorpusConfig;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Tokenizer;
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
  private final BroadcastScope<ExampleRules> rules;

  private ExampleTable(
      List<SourceFile> sources, ExampleRows table, int width, BroadcastScope<ExampleRules> rules) {
    this.sources = sources;
    this.table = table;
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
    ExampleRows table = ExampleRows.open(session, files, config.corpus());
    int width =
        switch (config.corpus().steps()) {
          case TOKENS -> 0;
          case NUMBERS -> width(spark, table.rows(), config);
        };
    ExampleRules rules =
        new ExampleRules(
            new ExampleParser(config.task(), config.corpus(), width),
            table.splits(config.split(), files),
            files.numbers(),
            config.corpus().malformed(),
            config.shards().sequenceLength(),
            config.shards().longer());
    return new ExampleTable(files.all(), table, width, BroadcastScope.of(spark, rules));
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
    return table.rows().mapPartitionsWithIndex(new RunChunk<>(rules.broadcast(), task), true);
  }

  @Override
  public void close() {
    rules.close();
    table.close();
  }
}
