package org.ravel.example;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.CorpusConfig;
import org.ravel.config.CorpusFormat;
import org.ravel.config.SplitConfig;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.PairedLines;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;

/**
 * The rows that examples are made of: those of a table, the sequences that they are steps of, or
 * lines of two files side by side.
 */
final class ExampleRows implements AutoCloseable {
  private final CountedTable table;
  private final JavaRDD<InputRow> rows;

  /** Null where a row is a whole sequence. */
  private final GatheredSequences sequences;

  /** With the lines that are predicted; null where the table has them. */
  private final CountedTable targets;

  private ExampleRows(
      CountedTable table,
      JavaRDD<InputRow> rows,
      GatheredSequences sequences,
      CountedTable targets) {
    this.table = table;
    this.rows = rows;
    this.sequences = sequences;
    this.targets = targets;
  }

  static ExampleRows open(SparkSession session, ExampleFiles files, CorpusConfig config) {
    return config.format() == CorpusFormat.PAIRS
        ? pairs(session, FilePairs.of(files.all(), config.columns()), config)
        : table(session, files, config);
  }

  private static ExampleRows table(SparkSession session, ExampleFiles files, CorpusConfig config) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    CountedTable table = CountedTable.open(session, files.all(), settings(config));
    StepColumns steps = ExampleTable.steps(config.columns());
    if (steps == null) {
      return new ExampleRows(table, table.rows(), null, null);
    }
    GatheredSequences sequences = GatheredSequences.of(spark, table, steps, files.groups());
    return new ExampleRows(table, sequences.rows(), sequences, null);
  }

  private static ExampleRows pairs(SparkSession session, FilePairs pairs, CorpusConfig config) {
    CountedTable sources = CountedTable.open(session, pairs.first(), settings(config));
    try {
      CountedTable targets = CountedTable.open(session, pairs.second(), settings(config));
      try {
        JavaRDD<InputRow> rows = PairedLines.of(sources, targets, pairs.partners(), names(config));
        return new ExampleRows(sources, rows, null, targets);
      } catch (RuntimeException e) {
        targets.close();
        throw e;
      }
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  private static List<String> names(CorpusConfig config) {
    return List.of(config.columns().input().get(0), config.columns().target().get(0));
  }

  private static TableSettings settings(CorpusConfig config) {
    TableFormat format = TableFormat.of(config.format());
    return new TableSettings(
        new TableSettings.Names("prepare", "corpus", "corpus.columns", "corpus.columns.separator"),
        format,
        TableSettings.Layout.of(format, config.columns().separator(), config.columns().header()),
        new TableSettings.Wanted(
            config.format() == CorpusFormat.PAIRS ? List.of(TextRecords.TEXT) : columns(config),
            switch (config.steps()) {
              case TOKENS -> TableSettings.Kind.STEPS;
              case NUMBERS -> TableSettings.Kind.NUMBERS;
            }),
        TableSettings.Use.EXAMPLES,
        config.malformed(),
        config.chunkSize().bytes());
  }

  private static List<String> columns(CorpusConfig config) {
    Set<String> columns = new LinkedHashSet<>(config.columns().input());
    columns.addAll(config.columns().target());
    Stream.of(config.columns().sequence(), config.columns().time())
        .filter(Objects::nonNull)
        .forEach(columns::add);
    return List.copyOf(columns);
  }

  /** Which split each example belongs to. */
  ExampleSplits splits(SplitConfig config, ExampleFiles files) {
    return sequences == null
        ? ExampleSplits.ofRows(table.plan(), config, files)
        : ExampleSplits.ofSequences(sequences.ungrouped(), config, files);
  }

  /** A partition for each chunk. */
  JavaRDD<InputRow> rows() {
    return rows;
  }

  /** How many malformed rows are left out. */
  long skipped() {
    return table.skipped();
  }

  @Override
  public void close() {
    table.close();
    if (targets != null) {
      targets.close();
    }
  }
}
