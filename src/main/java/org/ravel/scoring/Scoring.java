package org.ravel.scoring;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigNames;
import org.ravel.config.MalformedText;
import org.ravel.config.ScoringConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.StorageException;
import org.ravel.model.NetworkBytes;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Sessions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import scala.Option;

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
   * @throws StorageException if the storage refuses
   */
  public Scores write(NetworkBytes network, Vocabulary vocabulary, Path folder) {
    long started = System.nanoTime();
    List<String> files =
        SourceListing.list(storage, "scoring.input", config.input()).stream()
            .map(SourceFile::path)
            .toList();
    InputTable table =
        SparkJob.run(
            context,
            "score: look at the input",
            () -> InputTable.open(spark, files, config, malformed));
    ScoreColumns columns = ScoreColumns.beside(table.kept(), config);
    JavaRDD<Row> rows = table.rows().javaRDD();
    SplitPlan plan = SparkJob.run(context, "score: count rows", () -> plan(rows, table.reader()));
    SparkJob.run(
        context,
        "score: write scores",
        () -> {
          score(rows, table.reader(), plan, columns, new Model(network, vocabulary), folder);
          return null;
        });
    double seconds = (System.nanoTime() - started) / 1e9;
    return SparkJob.run(
        context, "score: add up", () -> total(columns, plan.rows(), folder, seconds));
  }

  private record Model(NetworkBytes network, Vocabulary vocabulary) {}

  private SplitPlan plan(JavaRDD<Row> rows, RowReader reader) {
    JavaRDD<Split> splits = rows.mapPartitionsWithIndex(new CountRows(reader), true);
    int tasks = Math.min(Math.max(1, splits.getNumPartitions()), 3 * context.defaultParallelism());
    return new SplitPlan(splits.coalesce(tasks).collect(), config.chunkSize().bytes());
  }

  private void score(
      JavaRDD<Row> rows,
      RowReader reader,
      SplitPlan plan,
      ScoreColumns columns,
      Model model,
      Path folder) {
    try (BroadcastScope<SplitPlan> splits = BroadcastScope.of(context, plan);
        BroadcastScope<NetworkBytes> network = BroadcastScope.of(context, model.network());
        BroadcastScope<Vocabulary> vocabulary = BroadcastScope.of(context, model.vocabulary())) {
      JavaRDD<InputRow> numbered =
          rows.mapPartitionsWithIndex(new NumberRows(splits.broadcast(), reader), true);
      JavaRDD<Row> scored =
          inOrder(numbered, plan)
              .mapPartitions(
                  new ScoreRows(
                      network.broadcast(),
                      vocabulary.broadcast(),
                      ScoreSettings.of(config),
                      columns));
      DataFrameWriter<Row> writer =
          spark
              .createDataFrame(scored, columns.schema())
              .write()
              .format(ConfigNames.of(config.outputFormat()))
              .mode(SaveMode.Append);
      Formats.options(config.outputFormat()).forEach(writer::option);
      writer.save(folder.toString());
    }
  }

  private JavaRDD<InputRow> inOrder(JavaRDD<InputRow> rows, SplitPlan plan) {
    int chunks = plan.chunks().size();
    return chunks == 0
        ? context.emptyRDD()
        : rows.rdd()
            .coalesce(chunks, false, Option.apply(new InputOrder(plan.chunks())), null)
            .toJavaRDD();
  }

  /** Reads the scores back: tasks that were run again must not count twice. */
  private Scores total(ScoreColumns columns, long rows, Path folder, double seconds) {
    if (rows == 0) {
      return new Scores(0, 0, 0, 0, seconds);
    }
    DataFrameReader reader =
        spark.read().format(ConfigNames.of(config.outputFormat())).schema(columns.schema());
    Formats.options(config.outputFormat()).forEach(reader::option);
    Row sums =
        reader
            .load(InputTable.literally(folder.toString()) + "/part-*")
            .agg(
                count(lit(1)),
                total(columns.name(1)),
                total(columns.name(2)),
                total(columns.name(3)))
            .head();
    if (sums.getLong(0) != rows) {
      throw new StorageException(
          "%d rows were scored, but %d can be read back from %s; check the file system, then run the command again"
              .formatted(rows, sums.getLong(0), folder));
    }
    return new Scores(
        rows,
        ((Number) sums.get(1)).longValue(),
        ((Number) sums.get(2)).longValue(),
        ((Number) sums.get(3)).doubleValue(),
        seconds);
  }

  private static Column total(String column) {
    return coalesce(sum(col("`" + column.replace("`", "``") + "`")), lit(0));
  }
}
