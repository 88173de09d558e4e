package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model that reads the last tokens side by side, by the commands. */
class WindowTextIT {
  /**
   * After "aa" comes b, after "ab" and "ba" a: two tokens say what comes, and one does not. As
   * sequences have five tokens, windows reach over their ends.
   */
  private static final String PATTERN = "aab";

  @TempDir Path folder;

  @Test
  void whatTwoTokensSayIsLearnedByAWindowOfTwoAndNotOfOne() throws IOException {
    Files.writeString(folder.resolve("text.txt"), PATTERN.repeat(1500));
    succeeds(2, "prepare", "corpus.input=" + folder.resolve("text.txt"));

    succeeds(1, "train");
    succeeds(1, "evaluate");
    // After a come a and b equally often, after b always a: two thirds of the tokens cost ln 2.
    assertThat(perplexity(1)).isBetween(Math.pow(2, 2 / 3.0) - 0.02, Math.pow(2, 2 / 3.0) + 0.05);

    succeeds(2, "train");
    succeeds(2, "evaluate");
    assertThat(perplexity(2)).isBetween(1.0, 1.05);

    Execution text =
        succeeds(
            2,
            "generate",
            "generation.prime=aab",
            "generation.length=9",
            "generation.temperature=0");
    assertThat(text.out()).contains("aabaabaab");

    Files.writeString(folder.resolve("lines.txt"), "aabaabaab\nabbbabbba\n");
    succeeds(
        2,
        "score",
        "scoring.input=" + folder.resolve("lines.txt"),
        "scoring.output-format=csv",
        "scoring.prime=aab");
    List<String> scores = scores();
    assertThat(perplexityOf(scores.get(1))).isLessThan(1.2);
    assertThat(perplexityOf(scores.get(2))).isGreaterThan(3);
  }

  private double perplexity(int tokens) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("report-" + tokens).resolve("report.json").toFile())
        .at("/evaluation/perplexity")
        .asDouble();
  }

  private List<String> scores() throws IOException {
    try (var files = Files.walk(folder.resolve("out/scores"))) {
      Path file = files.filter(path -> path.toString().endsWith(".csv")).findFirst().orElseThrow();
      return Files.readAllLines(file);
    }
  }

  private static double perplexityOf(String row) {
    String[] cells = row.split(",", -1);
    return Double.parseDouble(cells[cells.length - 1]);
  }

  /**
   * Runs a command.
   *
   * @param tokens that the window has
   */
  private Execution succeeds(int tokens, String command, String... settings) {
    Execution execution =
        Execution.of(
            Execution.with(
                Execution.with(
                    List.of(command),
                    "output=" + folder.resolve("out"),
                    "model.path=" + folder.resolve("model-" + tokens),
                    "training.path=" + folder.resolve("training-" + tokens),
                    "evaluation.path=" + folder.resolve("report-" + tokens),
                    "shards.sequence-length=5",
                    "split.validation=0.1",
                    "split.test=0.1",
                    "model.kind=window",
                    "model.window.before=" + (tokens - 1),
                    "model.window.after=0",
                    "model.embedding-size=4",
                    "model.dense.sizes=[16]",
                    "training.minibatch-size=4",
                    "training.epochs=6",
                    "training.updater.learning-rate=0.02",
                    "averaging.workers=2",
                    "averaging.period=8"),
                settings));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }
}
