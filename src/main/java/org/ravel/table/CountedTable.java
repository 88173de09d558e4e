package org.ravel.table;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.TextBeginnings;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Sessions;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/** A table whose rows are counted, so that each has its number. */
public final class CountedTable implements AutoCloseable {
  private final JavaSparkContext spark;
  private final TableSettings settings;
  private final InputTable table;
  private final TablePlan plan;
  private final StructType columns;
  private final BroadcastScope<TablePlan> sharedPlan;

  private CountedTable(
      JavaSparkContext spark, TableSettings settings, InputTable table, TablePlan plan) {
    this.spark = spark;
    this.settings = settings;
    this.table = table;
    this.plan = plan;
    this.columns = table.columns(plan);
    this.sharedPlan = BroadcastScope.of(spark, plan);
  }

  /**
   * Looks at files and counts their rows, on Spark.
   *
   * @throws org.ravel.error.InputException if they are malformed or lack a column
   */
  public static CountedTable open(
      SparkSession session, List<SourceFile> files, TableSettings settings) {
    return open(session, files, List.of(), settings);
  }

  /**
   * The same with the names of images.
   *
   * @param index files with them, one for each of the files; none where the files hold them or
   *     nobody asks
   */
  public static CountedTable open(
      SparkSession session,
      List<SourceFile> files,
      List<SourceFile> index,
      TableSettings settings) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    String command = settings.names().command();
    InputTable table =
        SparkJob.run(
            spark,
            command + ": look at the input",
            () -> {
              if (settings.format() == TableFormat.NPY) {
                return InputTable.ofNpy(spark, files, index, settings);
              }
              if (settings.format() != TableFormat.PARQUET) {
                TextBeginnings.require(spark, files, settings.malformed());
              }
              // How files are cut is this session's own setting.
              return InputTable.open(
                  Sessions.forTables(session),
                  files.stream().map(SourceFile::path).toList(),
                  settings);
            });
    TablePlan plan =
        table.counted() == null
            ? SparkJob.run(
                spark,
                command + ": count rows",
                () -> TablePlan.of(spark, table.rows(), table.reader()))
            : new TablePlan(settings.names().group(), table.counted(), settings.chunkSize());
    return new CountedTable(spark, settings, table, plan);
  }

  /** How it is read. */
  public TableSettings settings() {
    return settings;
  }

  /** The order of its rows. */
  public TablePlan plan() {
    return plan;
  }

  /**
   * Brings what has rows' numbers to the chunks of these rows, in their order.
   *
   * @param <T> what there is for a row
   */
  public <T> JavaRDD<Tuple2<Long, T>> inOrder(JavaPairRDD<Long, T> numbered) {
    return numbered
        .repartitionAndSortWithinPartitions(OrderedChunks.of(plan))
        .mapPartitions(pairs -> pairs, true);
  }

  /** The same on executors. */
  Broadcast<TablePlan> sharedPlan() {
    return sharedPlan.broadcast();
  }

  /** The columns of all rows. */
  public StructType columns() {
    return columns;
  }

  /** How many malformed rows are left out. */
  public long skipped() {
    return plan.parts().stream().mapToLong(TablePart::skipped).sum();
  }

  /** The rows, a partition for each chunk of the plan. */
  public JavaRDD<InputRow> rows() {
    return InputOrder.of(
        spark,
        table
            .rows()
            .mapPartitionsWithIndex(new NumberRows(sharedPlan.broadcast(), table.reader()), true),
        plan);
  }

  @Override
  public void close() {
    sharedPlan.close();
  }
}
