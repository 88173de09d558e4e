package org.ravel.prediction;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigNames;
import org.ravel.config.PredictionConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.example.ExampleEncoder;
import org.ravel.model.TrainedModel;
import org.ravel.network.NetworkSnapshot;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.TableOutput;

/**
 * Predicts labels or a class for each row of the input, on Spark. The input is counted first, which
 * gives each row its number; then each chunk becomes a file of the output. No row moves from one
 * task to another.
 */
public final class RowPrediction {
  private final Storage storage;
  private final PredictionConfig config;
  private final TrainedModel model;
  private final PredictionInput input;
  private final List<SourceFile> files;

  /** Null where the rows become a table. */
  private final FilledLines lines;

  /**
   * Of a model for a labelling or a classification. Looks for the files, but does not open them.
   *
   * @throws org.ravel.error.ConfigurationException if the settings do not go with the model, or no
   *     input is given
   * @throws org.ravel.error.InputException if an input is missing
   */
  public RowPrediction(Storage storage, PredictionConfig config, TrainedModel model) {
    this.storage = storage;
    this.config = config;
    this.model = model;
    this.input = PredictionInput.of(config, model);
    this.lines = input.isFilled() ? FilledLines.of(input, model.labels()) : null;
    this.files = SourceListing.list(storage, "prediction.input", config.input());
  }

  /**
   * Writes the predictions into a folder that is there and empty.
   *
   * @throws org.ravel.error.InputException if the input is malformed, lacks a column or changes
   *     meanwhile
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Predictions write(SparkSession spark, Path folder) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SparkJob.awaitExecutors(context, "predict");
    long started = System.nanoTime();
    ChunkTotals<PredictionTotal> totals = ChunkTotals.in(context);
    try (CountedTable table = CountedTable.open(spark, files, input.settings(config))) {
      RowOutput output =
          lines != null ? lines : AddedColumns.of(config, input, table.columns(), model.labels());
      SparkJob.run(
          context,
          "predict: write predictions",
          () -> {
            predict(context, table, output, totals, new TableOutput(spark, storage, folder));
            return null;
          });
      PredictionTotal all =
          totals.inOrder().stream().reduce(PredictionTotal.NONE, PredictionTotal::plus);
      if (all.rows() + all.skipped() != table.plan().rows()) {
        throw new IllegalStateException(
            "rows predicted: %d, left out: %d, counted: %d"
                .formatted(all.rows(), all.skipped(), table.plan().rows()));
      }
      return new Predictions(
          all.rows(),
          all.steps(),
          all.unknown(),
          all.skipped() + table.skipped(),
          all.cut(),
          (System.nanoTime() - started) / 1e9);
    }
  }

  private void predict(
      JavaSparkContext context,
      CountedTable table,
      RowOutput output,
      ChunkTotals<PredictionTotal> totals,
      TableOutput written) {
    try (BroadcastScope<NetworkSnapshot> network = BroadcastScope.of(context, model.network());
        BroadcastScope<ExampleEncoder> encoder =
            BroadcastScope.of(
                context, new ExampleEncoder(model.vocabulary(), model.characters()))) {
      JavaRDD<Row> rows =
          table
              .rows()
              .mapPartitions(
                  new PredictRows(
                      network.broadcast(),
                      encoder.broadcast(),
                      new RowReading(input.reader(), input.longest(), config.malformed()),
                      output,
                      input.task(),
                      config.probabilities(),
                      totals));
      if (output instanceof AddedColumns added) {
        written.write(rows, added.columns());
      } else {
        written.writeLines(rows, ConfigNames.of(input.format()));
      }
    }
  }
}
