package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash completes with the script of {@code ravel completion}. */
class CompletionTest {
  /** Calls the function that bash would call, with the variables that it would set. */
  private static final String COMPLETE =
      """
      source completion.bash
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      [[ "$(complete -p ravel)" == *"-F _ravel "* ]] || exit 1
      _ravel ravel "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[@]}"
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws Exception {
    Execution execution = Execution.of("completion");
    assertThat(execution.exitCode()).isZero();
    Files.writeString(folder.resolve("completion.bash"), execution.out());
    Files.writeString(folder.resolve("complete.bash"), COMPLETE);
  }

  @Test
  void commandsAndOptions() throws Exception {
    assertThat(completed("jobs/ravel", "tr")).isEqualTo("train");
    assertThat(completed("ravel", "models", "pro")).isEqualTo("promote");
    assertThat(completed("ravel", "train", "--ov")).isEqualTo("--overwrite");
    assertThat(completed("ravel", "generate", "--temp")).isEqualTo("--temperature");
  }

  @Test
  void settings() throws Exception {
    assertThat(completed("ravel", "train", "--set", "training.ep")).isEqualTo("training.epochs=");
    assertThat(completed("ravel", "train", "--set", "training.updater.").split(" "))
        .contains("training.updater.name=", "training.updater.learning-rate=");
  }

  @Test
  void behindTheOptionsOfSparkSubmit() throws Exception {
    assertThat(completed("ravel", "--master", "yarn", "tr")).isEqualTo("train");
    assertThat(completed("ravel", "--master", "yarn", "train", "--set", "see")).isEqualTo("seed=");
  }

  private static String completed(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("bash", "complete.bash"));
    line.addAll(List.of(words));
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            // compopt complains outside of bash's own completion.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return out.strip();
  }
}
