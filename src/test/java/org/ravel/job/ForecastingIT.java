package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series from a file to a report, by the commands. */
class ForecastingIT {
  /** Windows of a single value, of which a network sees nothing else. */
  private static final String[] EACH_VALUE_ALONE = {
    "--set=forecasting.context=1",
    "--set=shards.sequence-length=1",
    "--set=averaging.workers=1",
    "--set=training.minibatch-size=16",
    "--set=training.epochs=12",
    "--set=model.series-embedding.dropout=0.25"
  };

  @TempDir Path folder;

  @Test
  void seriesAreForecastBetterThanByTheirLastValues() throws IOException {
    Execution sample =
        Execution.of(
            "sample-corpus",
            "--task=forecasting",
            "--sequences=400",
            folder.resolve("in/series.csv").toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    assertThat(sample.out()).contains("4 hourly series of 400 values", "(1.0000 expected)");
    assertThat(succeeds("prepare").err())
        .contains(
            "4 series, a value each hour, seasons of 24 values", "forecast: value; 1 step ahead");
    assertThat(succeeds("train").err()).contains("GRU, 1 × 16 units");
    succeeds("evaluate");
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    assertThat(report.at("/figures/0/name").asText()).isEqualTo("RMSE");
    double error = report.at("/figures/0/value").asDouble();
    assertThat(report.at("/baselines/0/name").asText()).isEqualTo("naive");
    // Who knows the source has 1 on the mean, whoever repeats the last value 1.6.
    assertThat(error).isBetween(0.9, 1.4);
    assertThat(report.at("/baselines/0/scores/rmse").asDouble()).isGreaterThan(1.5);
    linearModelsAreFittedToTheSameShards();
    assertThat(succeeds("prepare", "--incremental").err()).contains("there is nothing new");
  }

  /** A value says nothing of the next one, unless its series is known: RMSE 1 then, else 2.29. */
  @Test
  void anEmbeddingTellsSeriesApart() throws IOException {
    Execution sample =
        Execution.of(
            "sample-corpus",
            "--task=forecasting",
            "--opposed",
            "--sequences=400",
            folder.resolve("in/series.csv").toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    assertThat(sample.out()).contains("its series with 2.2942 on the mean");
    assertThat(Execution.of("sample-corpus", "--opposed", "any").error())
        .contains("--opposed is true, but it is for --task forecasting");
    succeeds("prepare", EACH_VALUE_ALONE);
    String[] embedding = with("--set=model.series-embedding.size=2");
    assertThat(succeeds("train", embedding).err()).contains("embedding of series");
    succeeds("evaluate", embedding);
    assertThat(rootMeanSquare()).isBetween(0.9, 1.15);
    // The first series by its name, and as one that training does not have.
    List<String> rows = Files.readAllLines(folder.resolve("in/series.csv")).subList(0, 393);
    assertThat(rows.get(392)).isEqualTo("sensor-1,2020-01-17T07:00,-3.0221");
    List<String> strange =
        rows.stream().skip(1).map(row -> row.replace("sensor-1", "stranger")).toList();
    Path input = Files.createDirectories(folder.resolve("past")).resolve("past.csv");
    Files.write(input, rows);
    Files.write(input, strange, StandardOpenOption.APPEND);
    succeeds("predict", "--input=" + input, "--output=" + folder.resolve("next"));
    Map<String, Double> next =
        lines(folder.resolve("next")).stream()
            .map(line -> line.split(",", -1))
            .collect(Collectors.toMap(line -> line[0], line -> Double.parseDouble(line[3])));
    assertThat(next).containsOnlyKeys("sensor-1", "stranger");
    assertThat(next.get("sensor-1")).isCloseTo(0.9 * -3.0221, within(0.6));
    // Nearer to the mean of both rules than to either of them.
    assertThat(next.get("stranger")).isBetween(-0.45 * 3.0221, 0.45 * 3.0221);

    succeeds("train", with("--overwrite"));
    succeeds("evaluate", with("--overwrite"));
    assertThat(rootMeanSquare()).isGreaterThan(1.9);
  }

  private static String[] with(String argument) {
    return Stream.concat(Arrays.stream(EACH_VALUE_ALONE), Stream.of(argument))
        .toArray(String[]::new);
  }

  private void linearModelsAreFittedToTheSameShards() throws IOException {
    String[] autoregression = {
      "--set=model.kind=autoregressive",
      "--set=model.autoregressive.lags=23",
      "--set=model.autoregressive.season-lags=1",
      "--set=model.autoregressive.order=aic",
      "--overwrite"
    };
    assertThat(succeeds("train", autoregression).err())
        .contains("autoregression over up to 23 lags and 1 of seasons", "largest root");
    Path file = folder.resolve("out/model/linear.bin");
    byte[] first = Files.readAllBytes(file);
    assertThat(succeeds("evaluate", autoregression).out()).contains("better than the ");
    assertThat(folder.resolve("out/report/report.json")).content().contains("\"model digest\"");
    assertThat(rootMeanSquare()).isBetween(0.9, 1.25);
    theSameModelsAreBaselines(autoregression);
    assertThat(succeeds("train", autoregression).exitCode()).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    Execution predicted =
        succeeds(
            "predict", "--input=" + folder.resolve("in"), "--output=" + folder.resolve("next"));
    assertThat(predicted.err()).doesNotContain("error");
    assertThat(lines(folder.resolve("next"))).hasSize(4);
    Execution further =
        succeeds(
            "predict",
            "--input=" + folder.resolve("in"),
            "--output=" + folder.resolve("further"),
            "--set=prediction.horizon=3");
    assertThat(further.err()).contains("go on from the model's own have no quantiles");
    assertThat(lines(folder.resolve("further"))).hasSize(4 * 3);

    String[] system = {
      "--set=model.kind=linear-dynamic",
      "--set=model.linear-dynamic.structure=level-season",
      "--set=model.linear-dynamic.iterations=20",
      "--overwrite"
    };
    assertThat(succeeds("train", system).err())
        .contains("local level and season", "likelihood", "after 20 iterations, and still rising");
    // A level alone does not know how the toy series turn.
    assertThat(succeeds("evaluate", system).out()).contains("seasonal naive baseline");
    assertThat(rootMeanSquare()).isBetween(0.9, 1.6);
    hiddenStatesAreFittedToTheSameShards();
    assertThat(
            execute(
                    "train",
                    "--set=model.kind=autoregressive",
                    "--set=model.autoregressive.lags=25",
                    "--overwrite")
                .error())
        .contains("reads lags 1 to 25, but forecasting.context is 24");
    assertThat(execute("plan", "--set=model.kind=linear-dynamic").error())
        .contains("model.kind is linear-dynamic, but plan rehearses");
  }

  private void hiddenStatesAreFittedToTheSameShards() throws IOException {
    String[] hidden = {
      "--set=model.kind=hidden-markov",
      "--set=model.hidden-markov.states=12",
      "--set=model.hidden-markov.iterations=12",
      "--set=evaluation.baselines=[\"hidden-markov:12\", \"autoregressive:23\"]",
      "--overwrite"
    };
    assertThat(succeeds("train", hidden).err())
        .contains(
            "hidden Markov model, 12 states",
            "start 1, iteration 10: ",
            " nats a value",
            "after 12 iterations of start 1, and still rising");
    assertThat(folder.resolve("out/model/model.json")).content().contains("\"format\" : 12");
    assertThat(folder.resolve("out/training/fit.bin")).doesNotExist();
    assertThat(succeeds("evaluate", hidden).out())
        .contains("hidden-markov:12 baseline ", "worse than the autoregressive:23");
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    // The baseline is the same model, fitted once more.
    assertThat(report.at("/baselines/5/name").asText()).isEqualTo("hidden-markov:12");
    assertThat(report.at("/baselines/5/scores/rmse").asDouble()).isEqualTo(rootMeanSquare());
    // States follow the turns of a day, of which a mean knows nothing.
    assertThat(report.at("/baselines/3/name").asText()).isEqualTo("mean");
    assertThat(rootMeanSquare())
        .isBetween(0.9, report.at("/baselines/3/scores/rmse").asDouble() * 0.75);
    Execution predicted =
        succeeds("predict", "--input=" + folder.resolve("in"), "--output=" + folder.resolve("hmm"));
    assertThat(predicted.err()).doesNotContain("error");
    assertThat(lines(folder.resolve("hmm"))).hasSize(4);
  }

  /** Of all files of forecasts but for what names their columns. */
  private static List<String> lines(Path predictions) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(predictions)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".csv")).sorted().toList()) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(all.subList(1, all.size()));
      }
    }
    return lines;
  }

  /** The model itself, and one that is fitted to the same sums again, forecast the same. */
  private void theSameModelsAreBaselines(String... settings) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add(
        "--set=evaluation.baselines=[\"autoregressive:23\", \"%s\"]"
            .formatted(folder.resolve("out/model")));
    assertThat(succeeds("evaluate", arguments.toArray(String[]::new)).out())
        .contains("autoregressive:23 baseline", "not to be told apart from the autoregressive:23");
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    for (int fitted = 5; fitted < 7; fitted++) {
      JsonNode baseline = report.at("/baselines/" + fitted);
      assertThat(baseline.at("/scores/rmse").asDouble())
          .isEqualTo(report.at("/scores/rmse").asDouble());
      assertThat(baseline.at("/distance").asDouble()).isZero();
      assertThat(baseline.at("/differenceError").asDouble()).isZero();
    }
    assertThat(report.at("/verdict/repeats").isNull()).isTrue();
    arguments.set(arguments.size() - 1, "--set=evaluation.baselines=[\"autoregressive:25\"]");
    assertThat(execute("evaluate", arguments.toArray(String[]::new)).error())
        .contains(
            "evaluation.baselines names autoregressive:25, for which ",
            "lags 1 to 25, but forecasting.context is 24");
  }

  private double rootMeanSquare() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("out/report/report.json")))
        .at("/figures/0/value")
        .asDouble();
  }

  private Execution succeeds(String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private Execution execute(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    for (String setting :
        List.of(
            "task=forecasting",
            "output=" + folder.resolve("out"),
            "corpus.input=" + folder.resolve("in"),
            "corpus.format=csv",
            "corpus.steps=numbers",
            "corpus.columns.target=value",
            "corpus.columns.sequence=series",
            "corpus.columns.time=time",
            "split.test=0.25",
            "shards.sequence-length=72",
            "model.cell=gru",
            "model.hidden-size=16",
            "training.minibatch-size=2",
            "training.epochs=25",
            "training.updater.learning-rate=0.02",
            "averaging.period=8")) {
      all.add("--set=" + setting);
    }
    all.addAll(List.of(arguments));
    return Execution.of(all);
  }
}
