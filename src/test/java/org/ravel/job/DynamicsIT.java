package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.ExitCode;

/** A trained network as a dynamical system, by the command. */
class DynamicsIT {
  private static final String[] SETTINGS = {
    "--conf=conf/lab/dynamics.conf",
    "--set=training.epochs=6",
    "--set=model.cell=second-order",
    "--set=model.hidden-size=3"
  };

  @TempDir private static Path folder;

  @BeforeAll
  static void train() {
    for (String part : List.of("train", "validation", "test")) {
      Execution sample =
          Execution.of(
              "sample-corpus",
              "--language=tomita-1",
              "--lengths=1-8",
              "--strings=" + (part.equals("train") ? 1500 : 60),
              "--seed=" + part.length(),
              folder.resolve(part).toString());
      assertThat(sample.exitCode()).as(sample.err()).isEqualTo(ExitCode.DONE.number());
    }
    succeeds("prepare");
    succeeds("train");
  }

  @Test
  void aPageShowsTheStatesOfTheValidationStrings() throws IOException {
    Execution seen = succeeds("inspect-dynamics", "--language=tomita-1");
    assertThat(seen.err()).contains("dynamics.html");
    Path output = folder.resolve("out/dynamics");
    assertThat(Files.readString(output.resolve("dynamics.html")))
        .contains("States by the true automaton", "60 strings", "tomita-1", "hidden 3")
        .doesNotContain("NaN");
    List<String> rows = Files.readAllLines(output.resolve("trajectories.csv"));
    assertThat(rows.get(0))
        .isEqualTo(
            "string,step,symbol,answer,probability,automaton state,hidden 1,hidden 2,hidden 3");
    assertThat(Files.readAllLines(output.resolve("fixed-points.csv")).get(0))
        .startsWith("cycle,symbol,period,point,stability");
    assertThat(Files.readAllLines(output.resolve("fixed-points.csv")))
        .anyMatch(row -> row.contains("attracting") && row.contains(",reject,"));
    assertThat(Files.readString(output.resolve("automaton-true.dot"))).contains("doublecircle");
    assertThat(Files.readString(output.resolve("automata.csv"))).contains("learned,q0");
    assertThat(Files.readAllLines(output.resolve("limit-set.csv"))).hasSize(1 + 6000);
    assertThat(Files.readAllLines(output.resolve("gradients.csv"))).hasSize(1 + 8);
    assertThat(Execution.of(arguments("inspect-dynamics")).err()).contains("--overwrite");
  }

  @Test
  void modelsAreSeenBesideEachOtherAndWhatLiesBetween() throws IOException {
    String earlier = folder.resolve("earlier").toString();
    succeeds(
        "train",
        "--set=training.epochs=1",
        "--set=training.path=" + folder.resolve("earlier-training"),
        "--set=model.path=" + earlier);
    Path output = folder.resolve("beside");
    succeeds(
        "inspect-dynamics",
        "--language=tomita-1",
        "--beside=" + earlier,
        "--line=4",
        "--output=" + output);
    assertThat(Files.readString(output.resolve("dynamics.html")))
        .contains("Gradients of several models", "Limit set of model B", "Between the two models")
        .doesNotContain("NaN");
    List<String> line = Files.readAllLines(output.resolve("line.csv"));
    assertThat(line.get(0)).isEqualTo("from,to,states,true,first,last");
    assertThat(line.get(1)).startsWith("0.0,");
    assertThat(line.get(line.size() - 1)).contains(",1.0,");
    List<String> gradients = Files.readAllLines(output.resolve("gradients-by-model.csv"));
    assertThat(gradients).hasSize(1 + 2 * 8);
    // The model's own are those of its page without another one.
    Path alone = folder.resolve("alone");
    succeeds("inspect-dynamics", "--language=tomita-1", "--output=" + alone);
    assertThat(gradients.subList(1, 9).stream().map(row -> row.replace("this model,", "")))
        .isEqualTo(Files.readAllLines(alone.resolve("gradients.csv")).subList(1, 9));
    Execution none = Execution.of(arguments("inspect-dynamics", "--line=4", "--overwrite"));
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(none.err()).contains("--line is 4, but --beside names 0 models");
  }

  @Test
  void stringsMayBeInAFile() throws IOException {
    Path strings = folder.resolve("strings.txt");
    Files.writeString(strings, "1 1 0\n{\"text\": \"0 1\", \"label\": \"reject\"}\n\n");
    Path output = folder.resolve("own");
    succeeds("inspect-dynamics", "--strings=" + strings, "--output=" + output);
    assertThat(Files.readAllLines(output.resolve("trajectories.csv"))).hasSize(1 + 4 + 3 + 1);
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Execution other =
        Execution.of(arguments("inspect-dynamics", "--language=reber", "--overwrite"));
    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(other.err()).contains("the symbol 'B', which the model's vocabulary lacks");
    Execution never =
        Execution.of(arguments("inspect-dynamics", "--starts=0", "--output=" + folder + "/never"));
    assertThat(never.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(never.err()).contains("--starts is 0 but must be at least 1");
    Path strings = folder.resolve("none.txt");
    for (String empty : List.of("", "\n\n", "{\"text\": \"\"}\n")) {
      Files.writeString(strings, empty);
      Execution none =
          Execution.of(arguments("inspect-dynamics", "--strings=" + strings, "--overwrite"));
      assertThat(none.exitCode()).as("'%s'", empty).isEqualTo(ExitCode.INPUT.number());
      assertThat(none.err()).contains("holds no string with a symbol");
    }
  }

  private static Execution succeeds(String... arguments) {
    Execution execution = Execution.of(arguments(arguments));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(ExitCode.DONE.number());
    return execution;
  }

  private static String[] arguments(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(SETTINGS));
    all.addAll(
        Stream.of("train", "validation", "test")
            .map(part -> "--set=%s=%s".formatted(key(part), folder.resolve(part)))
            .toList());
    all.add("--set=output=" + folder.resolve("out"));
    return all.toArray(String[]::new);
  }

  private static String key(String part) {
    return part.equals("train") ? "corpus.input" : "split.%s-input".formatted(part);
  }
}
