package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ravel score} on HDFS, through the argument parser. */
@ExtendWith(Example.Resolver.class)
class ScoreIT {
  private final Example example;

  ScoreIT(Example example) {
    this.example = example;
  }

  @Test
  void scoresAreWrittenWholeAndReplacedOnlyIfWanted() throws Exception {
    example.write("/score/in/a.txt", "The babies sings.\n\nThe qqq.\n");
    Execution first = score("/score");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("3 rows, ", " unknown), perplexity ", "scores: " + example.uri("/score/scores"));
    Map<String, String> listing = example.listing("/score");
    List<String> parts =
        listing.keySet().stream().filter(name -> name.startsWith("scores/part-")).toList();
    assertThat(parts).hasSize(1);
    assertThat(listing)
        .containsOnlyKeys(
            "in/",
            "in/a.txt",
            "scores/",
            "scores/_SUCCESS",
            "scores/_config.conf",
            "scores/_scores.json",
            parts.get(0));
    List<String> rows = example.text("/score/" + parts.get(0)).lines().toList();
    JsonNode last = new ObjectMapper().readTree(rows.get(2));
    assertThat(last.get("text").asText()).isEqualTo("The qqq.");
    assertThat(last.get("tokens").asLong()).isEqualTo(9);
    JsonNode facts = new ObjectMapper().readTree(example.text("/score/scores/_scores.json"));
    assertThat(facts.get("rows").asLong()).isEqualTo(3);
    assertThat(facts.get("model").asText()).isEqualTo(example.uri("/example/model"));

    Execution second = score("/score");
    assertThat(second.exitCode()).isEqualTo(4);
    assertThat(second.error()).contains("/score/scores exists already", "--overwrite");
    assertThat(example.listing("/score")).isEqualTo(listing);

    Execution third = score("/score", "--overwrite");
    assertThat(third.exitCode()).as(third.err()).isZero();
    Map<String, String> replaced = new TreeMap<>(example.listing("/score"));
    assertThat(replaced).hasSameSizeAs(listing).doesNotContainKey(parts.get(0));
  }

  @Test
  void malformedInputLeavesNothing() {
    example.write("/bad/in/a.txt", new byte[] {'a', '\n', (byte) 0xC3, '\n'});
    Map<String, String> before = example.listing("/bad");
    Execution execution = score("/bad");
    assertThat(execution.exitCode()).isEqualTo(3);
    assertThat(execution.error()).contains("/bad/in/a.txt", "row 1", "is not UTF-8");
    assertThat(execution.showsStackTrace()).isFalse();
    assertThat(example.listing("/bad")).isEqualTo(before);
  }

  @Test
  void scoresMustNotLieInTheInput() {
    Execution execution =
        Execution.of(example.arguments("score", "/in", "scoring.input=" + example.uri("/in")));
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains("scoring.path", "must not lie in", "scoring.input");
  }

  private Execution score(String folder, String... options) {
    List<String> arguments =
        new ArrayList<>(
            example.arguments(
                "score",
                folder,
                "model.path=" + example.uri("/example/model"),
                "scoring.output-format=json",
                "scoring.input=" + example.uri(folder + "/in")));
    arguments.addAll(List.of(options));
    return Execution.of(arguments);
  }
}
