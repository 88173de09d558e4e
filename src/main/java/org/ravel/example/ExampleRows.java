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
import org.ravel.corpus.SourceFile;
import org.ravel.table.CountedTable;
import org.ravel.table.FilePairs;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.NpyRecords;
import org.ravel.table.PairedTable;
import org.ravel.table.StepColumns;
import org.ravel.table.TableFormat;
import org.ravel.table.TableSettings;
import org.ravel.table.TextRecords;

/**
 * The rows that examples are made of: those of a table, the sequences that they are steps of, lines
 * of two files side by side, or images with their captions.
 */
final class ExampleRows implements AutoCloseable {
  private final CountedTable table;
  private final JavaRDD<InputRow> rows;

  /** Null where a row is a whole sequence. */
  private final GatheredSequences sequences;

  /** Null where the table has what is predicted. */
  private final PairedTable pairs;

  /** Null where captions do not stand in files of their own. */
  private final ImageCaptions captions;

  private ExampleRows(
      CountedTable table,
      JavaRDD<InputRow> rows,
      GatheredSequences sequences,
      PairedTable pairs,
      ImageCaptions captions) {
    this.table = table;
    this.rows = rows;
    this.sequences = sequences;
    this.pairs = pairs;
    this.captions = captions;
  }

  static ExampleRows open(SparkSession session, ExampleFiles files, CorpusConfig config) {
    if (config.captionsApart()) {
      return captions(session, files, config);
    }
    return config.format() == CorpusFormat.PAIRS
        ? paired(session, files, config)
        : table(session, files, config);
  }

  private static ExampleRows captions(
      SparkSession session, ExampleFiles files, CorpusConfig config) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    CountedTable images =
        CountedTable.open(session, files.ofExamples(), files.ofIndex(), settings(config));
    try {
      CountedTable texts =
          CountedTable.open(session, files.ofCaptions(), ImageCaptions.settings(config));
      try {
        ImageCaptions joined =
            ImageCaptions.of(spark, images, texts, imageColumn(config), config.malformed());
        return new ExampleRows(images, joined.rows(images), null, null, joined);
      } catch (RuntimeException e) {
        texts.close();
        throw e;
      }
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  /** The columns that are read. */
  static List<String> inputs(CorpusConfig config) {
    return config.format() == CorpusFormat.NPY
        ? List.of(NpyRecords.FEATURES)
        : config.columns().input();
  }

  /** The column that names images; null where none does. */
  static String imageColumn(CorpusConfig config) {
    return config.format() == CorpusFormat.NPY ? NpyRecords.IMAGE : config.captions().image();
  }

  /** The column with the captions of an image. */
  static String captionColumn(CorpusConfig config) {
    return config.captionsApart() ? ImageCaptions.COLUMN : config.columns().target().get(0);
  }

  private static ExampleRows table(SparkSession session, ExampleFiles files, CorpusConfig config) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    CountedTable table = CountedTable.open(session, files.all(), settings(config));
    StepColumns steps = ExampleTable.steps(config.columns());
    if (steps == null) {
      return new ExampleRows(table, table.rows(), null, null, null);
    }
    GatheredSequences sequences = GatheredSequences.of(spark, table, steps, files.groups());
    return new ExampleRows(table, sequences.rows(), sequences, null, null);
  }

  private static ExampleRows paired(SparkSession session, ExampleFiles files, CorpusConfig config) {
    PairedTable table =
        PairedTable.open(session, pairs(files.all(), config), settings(config), names(config));
    return new ExampleRows(table.first(), table.rows(), null, table, null);
  }

  /** The pairs of files among these. */
  static FilePairs pairs(List<SourceFile> files, CorpusConfig config) {
    return FilePairs.of(
        new FilePairs.Keys("corpus.input", "corpus.columns"),
        files,
        names(config).get(0),
        names(config).get(1));
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
    Set<String> columns = new LinkedHashSet<>(inputs(config));
    columns.addAll(config.columns().target());
    Stream.of(
            config.columns().accept(),
            config.columns().sequence(),
            config.columns().time(),
            config.captions().image())
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
    return table.skipped() + (captions == null ? 0 : captions.skipped());
  }

  @Override
  public void close() {
    if (captions != null) {
      captions.close();
    }
    if (pairs != null) {
      pairs.close();
    } else {
      table.close();
    }
  }
}
