package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.Frequency;
import org.ravel.config.RavelConfig;
import org.ravel.error.InputException;
import org.ravel.network.NetworkJson;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.Topology;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Schema;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Values;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;
import org.ravel.shard.ShardSchemas;
import org.ravel.storage.Storage;

class ForecastingNetworkTest {
  @TempDir java.nio.file.Path folder;

  private static final Horizon HORIZON = new Horizon(2, 3, 2, 1, 0, false, Horizon.Base.VALUE, 1);

  private static final NetworkEnds ENDS =
      new NetworkEnds(
          new NetworkInput.OfSeries(HORIZON.inputs(), 2), Alignment.HORIZON, HORIZON.targets());

  /** A number for each column and step of the horizon at each step, and what is said of it. */
  @ParameterizedTest
  @CsvSource({"squared-error, false", "gaussian, true", "student-t, true", "quantiles, true"})
  void forecastsAllStepsOfTheHorizon(String output, boolean intervals) {
    Topology topology = specification(output).topology();
    EndWidths.require(topology, ENDS);
    assertThat(NetworkJson.topology(NetworkJson.text(topology))).isEqualTo(topology);
    Example window =
        new Example(
            0,
            List.of(
                new Values.OfReals(3, new float[6 * 3]),
                new Values.OfIds(new int[1]),
                Values.text("0")),
            Origin.NOT_KEPT);
    Batch batch = Batch.of(ShardSchemas.ofSeries(HORIZON), List.of(window));
    try (Predictor predictor = specification(output).initial().get();
        RealPrediction found = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      assertThat(found.width()).isEqualTo(6);
      assertThat(found.mean(0, 2, 5)).isFinite();
      assertThat(found.hasQuantile(0.975)).isEqualTo(intervals);
    }
  }

  /** What is read behind an origin changes no forecast from it; the window before it does. */
  @Test
  void aWindowReadsUpToTheOrigin() {
    NetworkSpecification window =
        specification(
            Map.of(
                "model.kind", "window",
                "model.window.before", "1",
                "model.window.after", "0",
                "model.dense.sizes", "[5]"));
    float[] zeros = new float[7 * 3];
    float[] before = zeros.clone();
    before[0] = 9;
    float[] behind = zeros.clone();
    behind[3 * 3] = 9;
    double first = firstForecast(window, zeros);
    assertThat(firstForecast(window, before)).isNotEqualTo(first);
    assertThat(firstForecast(window, behind)).isEqualTo(first);
  }

  private static double firstForecast(NetworkSpecification network, float[] numbers) {
    Batch batch = Batch.windows(HORIZON, List.of(new Values.OfReals(3, numbers)), new int[1]);
    try (Predictor predictor = network.initial().get();
        RealPrediction found = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      return found.mean(0, 1, 0);
    }
  }

  /** By name, whatever their numbers; one that it does not know is read as the unknown one. */
  @Test
  void aModelKnowsItsSeriesInOtherShards() {
    NetworkSpecification network =
        specification(Map.of("model.hidden-size", "4", "model.series-embedding.size", "3"));
    NetworkSnapshot start = network.initial();
    EndWidths.require(start.topology(), ENDS);
    NetworkEnds more =
        new NetworkEnds(
            new NetworkInput.OfSeries(HORIZON.inputs(), 3), Alignment.HORIZON, HORIZON.targets());
    assertThatThrownBy(() -> EndWidths.require(start.topology(), more))
        .hasMessage("the first layer knows 2 series but the model has 3");
    TrainedModel model = model(start, HORIZON, "a", "b");
    Schema schema = ShardSchemas.ofSeries(HORIZON);
    assertThat(model.upTo(schema, Optional.of(table("a", "b"))).predictors()).isSameAs(start);
    PredictorSource others = model.upTo(schema, Optional.of(table("c", "b", "a"))).predictors();
    double[] own = forecasts(start, HORIZON, 0, 1, SeriesSteps.UNKNOWN);
    assertThat(own).doesNotHaveDuplicates();
    assertThat(forecasts(others, HORIZON, 2, 1, 0)).containsExactly(own);
    assertThat(forecasts(others, HORIZON, 2, 1, SeriesSteps.UNKNOWN)).containsExactly(own);
    NetworkSnapshot blind = specification("squared-error").initial();
    assertThat(model(blind, HORIZON, "a", "b").upTo(schema, Optional.of(table("c"))).predictors())
        .isSameAs(blind);
  }

  /** Step after step it is the same series. */
  @Test
  void recursiveForecastsAreOfTheirSeries() {
    Horizon one = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    NetworkSnapshot start =
        specification(
                Map.of("model.hidden-size", "4", "model.series-embedding.size", "3"),
                new NetworkEnds(
                    new NetworkInput.OfSeries(one.inputs(), 2), Alignment.HORIZON, one.targets()))
            .initial();
    Horizon three = new Horizon(2, 3, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    PredictorSource others =
        model(start, one, "a", "b")
            .upTo(ShardSchemas.ofSeries(three), Optional.of(table("b", "a")))
            .predictors();
    double first = forecasts(others, three, 1)[0];
    assertThat(first).isEqualTo(forecasts(start, one, 0)[0]);
    assertThat(first).isNotEqualTo(forecasts(others, three, 0)[0]);
  }

  /** The first forecast of windows of zeros of these series. */
  private static double[] forecasts(PredictorSource model, Horizon horizon, int... series) {
    Values.OfReals zeros =
        new Values.OfReals(
            horizon.width(), new float[(horizon.context() + horizon.steps()) * horizon.width()]);
    Batch batch = Batch.windows(horizon, Collections.nCopies(series.length, zeros), series);
    try (Predictor predictor = model.get();
        RealPrediction found = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      return IntStream.range(0, series.length)
          .mapToDouble(row -> found.mean(row, horizon.context() - 1, 0))
          .toArray();
    }
  }

  private static TrainedModel model(PredictorSource network, Horizon horizon, String... series) {
    return new TrainedModel(
        network, null, null, new KnownSeries(horizon, table(series)), null, null, "");
  }

  private static SeriesTable table(String... names) {
    return new SeriesTable(
        SeriesTable.Header.of(
            names.length,
            List.of("a", "b", "c"),
            2,
            0,
            new Frequency(1, Frequency.Unit.HOUR),
            24,
            ForecastingConfig.Transform.NONE),
        Arrays.stream(names)
            .map(
                name ->
                    new SeriesTable.Entry(
                        name,
                        Collections.nCopies(3, new SeriesTable.Scale(1, 2)),
                        List.of(1.0, 2.0),
                        99,
                        0,
                        "2020-01-01T00:00:00",
                        "2020-01-05T02:00:00"))
            .toList());
  }

  /** A validation split may be far from the range of training: no guess bounds its loss. */
  @Test
  void noLossIsThatOfGuessing() {
    assertThat(ENDS.guessing()).isInfinite();
  }

  @Test
  void otherOutputsAreRefused() {
    Topology topology = specification("gaussian").topology();
    NetworkEnds wider = new NetworkEnds(ENDS.input(), Alignment.HORIZON, 7);
    assertThatThrownBy(() -> EndWidths.require(topology, wider))
        .hasMessage("the last layer knows 6 numbers but the model forecasts 7");
    NetworkEnds labels = new NetworkEnds(ENDS.input(), Alignment.SAME_STEP, 6);
    assertThatThrownBy(() -> EndWidths.require(topology, labels))
        .hasMessage("the layers are not those of the model's task");
  }

  @Test
  void aModelKeepsWhatIsKnownOfItsSeries() throws IOException {
    KnownSeries series = new KnownSeries(HORIZON, table("s", "u"));
    NetworkSnapshot network = specification("gaussian").initial();
    ModelDescription description =
        ModelDescription.of(
            "forecasting",
            "LSTM",
            network.parameters().length,
            new ModelDescription.ModelVocabularies(null, null, null, null, series, null),
            "shards",
            new ModelDescription.TrainingCourse(1, 1, 1, OptionalDouble.empty()),
            Map.of(),
            null);
    ModelStore store = new ModelStore(new Storage(new Configuration()));
    Path model = new Path(folder.resolve("model").toUri());
    store.publish(
        new TrainedModel(network, null, null, series, null, description, ""), model, false);
    TrainedModel read = store.load(model);
    assertThat(read.series()).isEqualTo(series);
    assertThat(read.description().numbers()).isEqualTo(3);
    assertThat(read.network().parameters()).isEqualTo(network.parameters());
    read.requireHorizon(HORIZON, "these shards");
    Horizon other = new Horizon(2, 4, 2, 1, 0, false, Horizon.Base.VALUE, 1);
    assertThatThrownBy(() -> read.requireHorizon(other, "these shards"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("but these shards holds forecasting.context=2, horizon=4");
    read.requireHorizon(
        new Horizon(2, 3, 2, 1, 0, false, Horizon.Base.CHANGE, 1, true), "these shards");
    Horizon gaps = new Horizon(2, 3, 2, 1, 0, true, Horizon.Base.VALUE, 1);
    assertThatThrownBy(() -> read.requireHorizon(gaps, "these shards"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot read series with gaps");
    java.nio.file.Path file = folder.resolve("model/series.jsonl");
    Files.writeString(file, Files.readString(file).replace("\"s\"", "\"t\""));
    Files.deleteIfExists(file.resolveSibling(".series.jsonl.crc"));
    assertThatThrownBy(() -> store.load(model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("series.jsonl has SHA-256");
  }

  private static NetworkSpecification specification(String output) {
    return specification(Map.of("model.hidden-size", "4", "model.output", output));
  }

  private static NetworkSpecification specification(Map<String, String> model) {
    return specification(model, ENDS);
  }

  private static NetworkSpecification specification(Map<String, String> model, NetworkEnds ends) {
    Map<String, String> settings = new HashMap<>(model);
    settings.put("task", "forecasting");
    settings.put("corpus.format", "csv");
    settings.put("corpus.steps", "numbers");
    settings.put("corpus.columns.target", "[y]");
    settings.put("corpus.columns.time", "t");
    RavelConfig config = ConfigLoader.load("test", "", settings).values();
    return new NetworkSpecification(
        config.model(), ends, config.training(), new FixedSchedule(0.1), 1);
  }
}
