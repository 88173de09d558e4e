package org.ravel.prediction;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigNames;
import org.ravel.config.DecodingConfig;
import org.ravel.config.PredictionConfig;
import org.ravel.config.Task;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.corpus.Vocabulary;
import org.ravel.decoding.WritingRules;
import org.ravel.example.ExampleEncoder;
import org.ravel.example.NumberEncoder;
import org.ravel.example.TokenEncoder;
import org.ravel.model.TrainedModel;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Scaling;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.TableOutput;

/**
 * Predicts labels, a class or what is written for each row of the input, on Spark. The input is
 * counted first, which gives each row its number; then each chunk becomes a file of the output. No
 * row moves from one task to another.
 */
public final class RowPrediction {
  private final Storage storage;
  private final PredictionConfig config;
  private final DecodingConfig decoding;
  private final TrainedModel model;
  private final PredictionInput input;
  private final List<SourceFile> files;

  /** Null where the rows become a table. */
  private final RowOutput lines;

  /**
   * Of a model for anything but text. Looks for the files, but does not open them.
   *
   * @param decoding how translations and captions are looked for
   * @throws org.ravel.error.ConfigurationException if the settings do not go with the model, or no
   *     input is given
   * @throws org.ravel.error.InputException if an input is missing
   */
  public RowPrediction(
      Storage storage, PredictionConfig config, DecodingConfig decoding, TrainedModel model) {
    this.storage = storage;
    this.config = config;
    this.decoding = decoding;
    this.model = model;
    this.input = PredictionInput.of(config, model);
    if (input.task().writesText()) {
      WritingRules.requireTokens(decoding, model.network().topology());
      WritingRules.requireAttention(attentionKey(), model.network().topology());
    }
    this.lines = lines(input, model.labels());
    this.files = SourceListing.list(storage, "prediction.input", config.input());
  }

  private static RowOutput lines(PredictionInput input, Vocabulary labels) {
    if (input.trees() != null) {
      return FilledTrees.of(input, labels);
    }
    return input.isFilled() ? FilledLines.of(input, labels) : null;
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
          lines != null ? lines : AddedColumns.of(config, decoding, input, table.columns(), model);
      JavaRDD<InputRow> read = sequences(context, table);
      SparkJob.run(
          context,
          "predict: write predictions",
          () -> {
            predict(context, table, read, output, totals, new TableOutput(spark, storage, folder));
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

  /** The rows, or the sequences that they are steps of. */
  private JavaRDD<InputRow> sequences(JavaSparkContext context, CountedTable table) {
    return input.steps() == null
        ? table.rows()
        : GatheredSequences.of(context, table, input.steps(), Map.of()).rows();
  }

  private ExampleEncoder encoder() {
    Scaling scaling = model.description().scaling();
    return scaling == null
        ? new TokenEncoder(model.vocabulary(), model.characters(), input.task() == Task.TREE)
        : new NumberEncoder(scaling);
  }

  /** The setting that asks where a translation looks; null if none does. */
  private String attentionKey() {
    return config.alignments() == PredictionConfig.Alignments.NONE
        ? decoding.attentionKey()
        : "prediction.alignments";
  }

  /** Null where no text is written. */
  private WritingRules writing() {
    return input.task().writesText()
        ? new WritingRules(
            decoding,
            model.labels().endOfDocument().orElseThrow(),
            model.labels().unknown(),
            attentionKey() != null)
        : null;
  }

  private void predict(
      JavaSparkContext context,
      CountedTable table,
      JavaRDD<InputRow> read,
      RowOutput output,
      ChunkTotals<PredictionTotal> totals,
      TableOutput written) {
    RowReading reading = new RowReading(input.reader(), input.longest(), config.malformed());
    RowOutput ofRows =
        input.steps() == null ? output : new StepAnswers(input.task() == Task.LABELLING);
    // Once for each executor: a tokenizer that cuts subwords has a table of merges to make.
    try (BroadcastScope<PredictorSource> network = BroadcastScope.of(context, model.predictors());
        BroadcastScope<ExampleEncoder> encoder = BroadcastScope.of(context, encoder());
        BroadcastScope<RowReading> sharedReading = BroadcastScope.of(context, reading);
        BroadcastScope<RowOutput> sharedOutput = BroadcastScope.of(context, ofRows)) {
      PredictRows predicting =
          new PredictRows(
              network.broadcast(),
              encoder.broadcast(),
              sharedReading.broadcast(),
              sharedOutput.broadcast(),
              input.task(),
              input.piece(),
              config.threshold(),
              config.probabilities(),
              writing(),
              totals);
      JavaRDD<Row> rows = read.mapPartitions(predicting);
      if (output instanceof AddedColumns added) {
        written.write(
            input.steps() == null ? rows : StepAnswers.beside(table, rows, added), added.columns());
      } else {
        written.writeLines(rows, ConfigNames.of(input.format()));
      }
    }
  }
}
