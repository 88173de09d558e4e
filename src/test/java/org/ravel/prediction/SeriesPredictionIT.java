package org.ravel.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.error.ConfigurationException;
import org.ravel.model.ModelDescription;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.TrainedModel;
import org.ravel.network.Predictor;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;
import org.ravel.series.SeriesTable.Scale;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Forecasts beyond the end of series, with a network that was not trained. */
class SeriesPredictionIT {
  /** Two steps ahead of changes, after two values, with a holiday that is known. */
  private static final Horizon HORIZON = new Horizon(2, 2, 1, 0, 1, false, Horizon.Base.CHANGE, 1);

  private static final Map<String, String> TRAINING =
      Map.of(
          "task", "forecasting",
          "corpus.format", "csv",
          "corpus.steps", "numbers",
          "corpus.columns.target", "[y]",
          "corpus.columns.known", "[holiday]",
          "corpus.columns.sequence", "shop",
          "corpus.columns.time", "day",
          "shards.sequence-length", "24",
          "model.hidden-size", "4",
          "model.output", "gaussian");

  private static final String ROWS =
      """
      day,shop,y,holiday
      2024-02-27,a,10,0
      2024-02-28,a,30,1
      2024-02-29,a,,0
      2024-03-01,a,,1
      2024-02-28,b,7,0
      2024-02-27,b,5,0
      2024-02-29,b,7,1
      2024-03-01,b,,0
      2024-03-02,b,,0
      """;

  @TempDir private Path folder;
  private Storage storage;

  @BeforeEach
  void write() throws Exception {
    storage = new Storage(new Configuration());
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in").resolve("sales.csv"), ROWS);
  }

  /** What the network says of the last values, in units, with the times behind them. */
  @Test
  void goesOnWithEachSeries() throws Exception {
    TrainedModel model = model("gaussian");
    Predictions done = predict(model, Map.of());
    assertThat(done.rows()).isEqualTo(2);
    List<String> lines = new ArrayList<>();
    try (var files = Files.list(folder.resolve("out"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".csv")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines.get(0)).isEqualTo("shop,day,step,y,y_q0.1,y_q0.5,y_q0.9");
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, 14)))
        .containsExactly("a,2024-02-29,1", "a,2024-03-01,2", "b,2024-03-01,1", "b,2024-03-02,2");
    // Of a: 0 and 2 in its scale, the holidays as they are.
    double[] expected = direct(model, 0, 0, 2, 1, Float.NaN, 0, Float.NaN, 1);
    for (int ahead = 1; ahead <= 2; ahead++) {
      double value = 10 + 10 * (2 + expected[ahead - 1]);
      String[] cells = lines.get(ahead).split(",", -1);
      assertThat(Double.parseDouble(cells[3])).isCloseTo(value, within(1e-4));
      assertThat(Double.parseDouble(cells[4])).isLessThan(value);
      assertThat(Double.parseDouble(cells[6])).isGreaterThan(value);
    }
  }

  /**
   * A model without quantiles has none; Parquet keeps types; a prefix stands before what is new.
   */
  @Test
  void writesPointsAloneAsParquet() throws Exception {
    predict(
        model("squared-error"),
        Map.of("prediction.output-format", "parquet", "prediction.prefix", "f_"));
    List<Row> rows =
        SparkFixture.session()
            .read()
            .parquet(folder.resolve("out").toString())
            .orderBy("shop", "f_step")
            .collectAsList();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).schema().fieldNames()).containsExactly("shop", "day", "f_step", "f_y");
    assertThat(rows.get(3).getInt(2)).isEqualTo(2);
    assertThat(rows.get(3).getDouble(3)).isFinite();
  }

  @Test
  void refusesSeriesThatEndTooSoon() throws Exception {
    Files.writeString(
        folder.resolve("in").resolve("sales.csv"), ROWS + "2024-02-29,c,7,1\n2024-03-01,c,,0\n");
    TrainedModel model = model("gaussian");
    assertThatThrownBy(() -> predict(model, Map.of()))
        .hasStackTraceContaining(
            "is the first of series c, which has 1 values up to its last one, but the model reads 2");
    assertThat(predict(model, Map.of("prediction.malformed", "skip")))
        .extracting(Predictions::rows, Predictions::skipped)
        .containsExactly(2L, 1L);
  }

  @Test
  void settingsOfLabelsAreRefused() {
    assertThatThrownBy(() -> predict(model("gaussian"), Map.of("prediction.probabilities", "true")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prediction.probabilities is true, but forecasts are no labels");
    assertThatThrownBy(() -> predict(model("gaussian"), Map.of("prediction.columns", "[y]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prediction.columns is [y], but the model reads 2 columns");
    assertThatThrownBy(
            () -> predict(model("quantiles"), Map.of("prediction.quantiles", "[0.001, 0.5]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("of these the model has [0.5] only");
    assertThatThrownBy(() -> predict(model("quantiles"), Map.of("prediction.quantiles", "[0.999]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("of these the model has [] only");
  }

  private Predictions predict(TrainedModel model, Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("prediction.input", "[%s]".formatted(folder.resolve("in")));
    Path out = folder.resolve("out");
    storage.delete(new org.apache.hadoop.fs.Path(out.toString()));
    Files.createDirectories(out);
    return new SeriesPrediction(
            storage, ConfigLoader.load("test", "", all).values().prediction(), model)
        .write(SparkFixture.session(), new org.apache.hadoop.fs.Path(out.toString()));
  }

  /** The means of the changes, of a window. */
  private static double[] direct(TrainedModel model, float... window) {
    Batch batch = Batch.windows(HORIZON, List.of(new Values.OfReals(2, window)), new int[1]);
    try (Predictor predictor = model.predictors().get();
        RealPrediction said = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      return new double[] {said.mean(0, 1, 0), said.mean(0, 1, 1)};
    }
  }

  private static TrainedModel model(String output) {
    Map<String, String> settings = new HashMap<>(TRAINING);
    settings.put("model.output", output);
    ConfigLoader.Loaded config = ConfigLoader.load("test", "", settings);
    KnownSeries series =
        new KnownSeries(
            HORIZON,
            new SeriesTable(
                SeriesTable.Header.of(
                    1,
                    List.of("y", "holiday"),
                    1,
                    1,
                    new Frequency(1, Frequency.Unit.DAY),
                    1,
                    Transform.NONE),
                List.of(
                    new SeriesTable.Entry(
                        "a",
                        List.of(new Scale(10, 10), Scale.NONE),
                        Arrays.asList(1.0),
                        9,
                        0,
                        "2024-01-01",
                        "2024-01-09"))));
    NetworkSpecification network =
        new NetworkSpecification(
            config.values().model(),
            new NetworkEnds(
                new NetworkInput.OfNumbers(HORIZON.inputs()), Alignment.HORIZON, HORIZON.targets()),
            config.values().training(),
            new FixedSchedule(0.1),
            5);
    return new TrainedModel(
        network.initial(),
        null,
        null,
        series,
        null,
        ModelDescription.of(
            "forecasting",
            "LSTM",
            network.parameters(),
            new ModelDescription.ModelVocabularies(null, null, null, null, series, null),
            "s",
            new ModelDescription.TrainingCourse(1, 1, 1, OptionalDouble.empty()),
            Map.of(),
            null),
        config.text());
  }
}
