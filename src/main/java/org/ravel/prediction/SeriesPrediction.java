package org.ravel.prediction;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.PredictionConfig;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.config.StoredConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.error.ConfigurationException;
import org.ravel.model.TrainedModel;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesTable;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.ChunkTotals;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import org.ravel.table.CountedTable;
import org.ravel.table.GatheredSequences;
import org.ravel.table.InputRow;
import org.ravel.table.TableOutput;

/**
 * Forecasts what comes after the end of each series of the input, on Spark. The rows of a series
 * are brought together first; then each chunk of series becomes a file of the output.
 */
public final class SeriesPrediction {
  /** A model that has quantiles at all has this one. */
  private static final double MEDIAN = 0.5;

  private final Storage storage;
  private final PredictionConfig config;
  private final TrainedModel model;
  private final SeriesInput input;
  private final SeriesSource source;
  private final List<SourceFile> files;
  private final List<Double> levels;

  /**
   * Of a model that forecasts. Looks for the files, but does not open them.
   *
   * @throws ConfigurationException if the settings do not go with the model, or no input is given
   * @throws org.ravel.error.InputException if an input is missing
   */
  public SeriesPrediction(Storage storage, PredictionConfig config, TrainedModel model) {
    this.storage = storage;
    this.config = config;
    this.model = model;
    StoredConfig training = StoredConfig.parse("the model's config.conf", model.configuration());
    this.input = SeriesInput.of(config, training, model.series().table().all());
    Long longest = training.wholeNumber("shards.sequence-length");
    int context = model.series().horizon().context();
    this.source =
        new SeriesSource(
            model.series(),
            training.constant("scaling.rule", ScalingRule.class),
            longest == null ? context : Math.toIntExact(Math.max(context, longest)));
    this.levels = levels();
    this.files = SourceListing.list(storage, "prediction.input", config.input());
  }

  /** Whether quantiles were asked for of which the model says nothing. */
  public boolean lacksQuantiles() {
    return levels.isEmpty() && !config.quantiles().isEmpty();
  }

  /** Those that are asked for; none where the model has none. */
  private List<Double> levels() {
    Horizon horizon = model.series().horizon();
    Values.OfReals empty =
        new Values.OfReals(
            horizon.width(), new float[(horizon.context() + horizon.steps()) * horizon.width()]);
    Batch batch = Batch.windows(horizon, List.of(empty), new int[] {SeriesSteps.UNKNOWN});
    try (Predictor predictor = model.predictors().get();
        RealPrediction said = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      List<Double> there = config.quantiles().stream().filter(said::hasQuantile).toList();
      if (said.hasQuantile(MEDIAN) && there.size() < config.quantiles().size()) {
        throw new ConfigurationException(
            "prediction.quantiles is %s, but of these the model has %s only (its model.quantiles end there); set prediction.quantiles to levels between them"
                .formatted(config.quantiles(), there));
      }
      return there;
    }
  }

  /**
   * Writes the forecasts into a folder that is there and empty.
   *
   * @throws org.ravel.error.InputException if the input is malformed, lacks a column or changes
   *     meanwhile
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public Predictions write(SparkSession session, Path folder) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    SparkJob.awaitExecutors(spark, "predict");
    long started = System.nanoTime();
    ChunkTotals<PredictionTotal> totals = ChunkTotals.in(spark);
    SeriesTable.Header all = model.series().table().all();
    ForecastColumns columns =
        ForecastColumns.of(
            model.series().horizon(),
            input.reader().names().subList(0, all.forecast()),
            levels,
            input,
            input.outputFormat(config),
            config.prefix());
    try (CountedTable table = CountedTable.open(session, files, input.settings(config));
        BroadcastScope<PredictorSource> predictors = BroadcastScope.of(spark, model.predictors());
        BroadcastScope<SeriesSource> series = BroadcastScope.of(spark, source)) {
      JavaRDD<InputRow> rows = GatheredSequences.of(spark, table, input.steps(), Map.of()).rows();
      SparkJob.run(
          spark,
          "predict: write forecasts",
          () -> {
            new TableOutput(session, storage, folder)
                .write(
                    rows.mapPartitions(
                        new ForecastRows(
                            predictors.broadcast(),
                            series.broadcast(),
                            columns,
                            input.reader(),
                            config.malformed(),
                            totals)),
                    columns.output());
            return null;
          });
      PredictionTotal total =
          totals.inOrder().stream().reduce(PredictionTotal.NONE, PredictionTotal::plus);
      return new Predictions(
          total.rows(),
          total.steps(),
          0,
          total.skipped() + table.skipped(),
          0,
          (System.nanoTime() - started) / 1e9);
    }
  }
}
