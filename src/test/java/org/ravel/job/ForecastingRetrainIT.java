package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.grammar.OpposedSeries;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.storage.Storage;

/** Nights in which later times of series come, by the command. */
class ForecastingRetrainIT {
  private static final int VALUES = 300;
  private static final int CONTEXT = 2;

  /** Of each night but the first. */
  private static final int NEW = 40;

  private final List<List<String>> series = series();

  @TempDir Path folder;

  @Test
  void laterTimesNightAfterNight() throws IOException {
    night("night1", 0, VALUES);
    Execution first = retrain("night1", 0, "training.epochs=1");
    assertThat(first.err()).contains("from scratch, as there is no champion");
    assertThat(registry().versions().get(0).metrics()).containsOnlyKeys("pinnedRmse");

    night("night2", VALUES, VALUES + NEW);
    Execution second = retrain("night2", 0);
    assertThat(second.err())
        .contains("added generation 2", "training from the champion, version 1")
        .contains("passed         RMSE on the new holdout: ratio below 1.0; it is 0.")
        .contains("passed         RMSE on the pinned holdout: ratio below 1.02; it is 0.")
        .contains("version 2 is the champion");
    Version version = registry().versions().get(1);
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.metrics()).containsOnlyKeys("pinnedRmse", "newRmse");
    JsonNode comparisons = report("night2").at("/comparisons");
    // Half of the first values of two series is held out, and the last half of those that came.
    assertThat(comparisons.findValues("targets"))
        .extracting(JsonNode::asInt)
        .containsExactly(VALUES, NEW);
    assertThat(report("night2").at("/target").asText()).isEqualTo("value");

    // Nobody has learned what these do: the gate keeps the champion.
    night("night3", VALUES + NEW, VALUES + 2 * NEW);
    assertThat(retrain("night3", 10, "training.updater.learning-rate=3").err())
        .contains("failed         RMSE on the new holdout")
        .contains("version 3 is not promoted, the champion stays version 2");
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(2));
    assertThat(retrain("night4", 11).err()).contains("the run night4: nothing was done");
  }

  /** Between the generations of a series lie values that the training part does not have. */
  @ParameterizedTest
  @ValueSource(strings = {"hidden-markov", "linear-dynamic"})
  void modelsOfWholeSeriesAreFittedToAllGenerations(String kind) throws IOException {
    String[] settings = {
      "model.kind=" + kind,
      "model.series-embedding.size=0",
      "model.hidden-markov.states=4",
      "retraining.train-on=all",
      "retraining.gate.rules=[{ holdout = new, metric = rmse, ratio-below = 2 }]"
    };
    night("night1", 0, VALUES);
    retrain("night1", 0, settings);
    night("night2", VALUES, VALUES + NEW);
    assertThat(retrain("night2", 0, settings).err())
        .contains("added generation 2", "RMSE on the new holdout");
    assertThat(registry().versions()).hasSize(2);
  }

  /** Rows of two series, from one number on, with as many before them as a forecast reads. */
  private void night(String name, int from, int to) throws IOException {
    List<String> rows = new ArrayList<>(List.of("series,time,value"));
    for (List<String> one : series) {
      rows.addAll(one.subList(Math.max(0, from - CONTEXT), to));
    }
    Path file = folder.resolve("input").resolve(name + ".csv");
    Files.createDirectories(file.getParent());
    Files.write(file, rows);
  }

  private static List<List<String>> series() {
    int all = VALUES + 2 * NEW;
    List<String> rows = new OpposedSeries(7, 2, all).text().lines().skip(1).toList();
    return List.of(rows.subList(0, all), rows.subList(all, 2 * all));
  }

  private Execution retrain(String id, int code, String... further) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "output=" + folder.resolve("out"),
                "corpus.input=" + folder.resolve("input"),
                "task=forecasting",
                "corpus.format=csv",
                "corpus.steps=numbers",
                "corpus.columns.target=value",
                "corpus.columns.sequence=series",
                "corpus.columns.time=time",
                "forecasting.context=" + CONTEXT,
                "shards.sequence-length=8",
                "split.validation=0",
                "split.test=0.5",
                "model.cell=gru",
                "model.hidden-size=8",
                "model.series-embedding.size=2",
                "training.minibatch-size=4",
                "training.epochs=6",
                "training.updater.learning-rate=0.01",
                "averaging.workers=1",
                "averaging.period=4",
                "retraining.gate.resamples=400"));
    settings.addAll(List.of(further));
    List<String> arguments = new ArrayList<>(List.of("retrain", "--run-id", id));
    Execution execution = Execution.of(Execution.with(arguments, settings.toArray(String[]::new)));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution;
  }

  private Registry registry() {
    return new Registry(
        new Storage(new Configuration()), folder.resolve("out/registry").toString(), "default");
  }

  private JsonNode report(String run) throws IOException {
    return new ObjectMapper()
        .readTree(
            Files.readString(
                folder.resolve("out/registry/default/runs/" + run + "/report/report.json")));
  }
}
