package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series from a file to a report, by the commands. */
class ForecastingIT {
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
    assertThat(fails("prepare", "--incremental"))
        .contains("task is forecasting; prepare the whole input again");
    assertThat(fails("retrain", "--run-id=one")).contains("task is forecasting", "predict");
  }

  private Execution succeeds(String command) {
    Execution execution = execute(command);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private String fails(String command, String argument) {
    Execution execution = execute(command, argument);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(2);
    return execution.error();
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
