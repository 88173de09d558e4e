package org.ravel.example;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.CorpusConfig;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.Tokenizer;
import org.ravel.spark.BroadcastScope;
import org.ravel.table.CountedTable;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;

/** The examples of the input, in its order, in chunks that follow from it alone. */
public final class ExampleTable implements AutoCloseable {
  private final List<SourceFile> sources;
  private final CountedTable table;
  private final BroadcastScope<ExampleRules> rules;

  private ExampleTable(
      List<SourceFile> sources, CountedTable table, BroadcastScope<ExampleRules> rules) {
    this.sources = sources;
    this.table = table;
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
    ExampleRules rules =
        new ExampleRules(
            new ExampleParser(config.task(), config.corpus()),
            new ExampleSplits(table.plan(), config.split(), files.validation(), files.test()),
            files.numbers(),
            config.corpus().malformed(),
            config.shards().sequenceLength(),
            config.shards().longer());
    return new ExampleTable(files.all(), table, BroadcastScope.of(spark, rules));
  }

  private static TableSettings settings(CorpusConfig config) {
    Set<String> columns = new LinkedHashSet<>(config.columns().input());
    columns.addAll(config.columns().target());
    TableFormat format = TableFormat.of(config.format());
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns", "corpus.columns.separator"),
        format,
        TableSettings.Layout.of(format, config.columns().separator(), config.columns().header()),
        new TableSettings.Wanted(List.copyOf(columns), TableSettings.Kind.STEPS),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
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
