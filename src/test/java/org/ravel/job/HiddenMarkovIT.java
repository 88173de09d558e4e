package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hidden Markov model through the commands, on HDFS. */
@ExtendWith(Example.Resolver.class)
class HiddenMarkovIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Example example;

  HiddenMarkovIT(Example example) {
    this.example = example;
  }

  @Test
  void isTrainedEvaluatedAndWritesText() throws IOException {
    assertThat(run("train").err())
        .contains(
            "hidden Markov model, 6 states",
            "start 2, iteration 5: ",
            "after 5 iterations of start ",
            "and still rising: raise model.hidden-markov.iterations",
            "done after 1.00 epochs");
    assertThat(example.listing("/hidden/model").keySet())
        .containsExactlyInAnyOrder(
            "config.conf", "hidden-markov.bin", "metrics.jsonl", "model.json", "vocabulary.jsonl");
    assertThat(example.listing("/hidden/training").keySet()).doesNotContain("fit.bin");
    JsonNode described = JSON.readTree(example.text("/hidden/model/model.json"));
    assertThat(described.get("format").asInt()).isEqualTo(11);
    int tokens = described.get("vocabularySize").asInt();
    assertThat(described.get("parameters").asInt()).isEqualTo(5 + 6 * 5 + 6 * (tokens - 1));

    assertThat(run("evaluate", "evaluation.baselines=[\"hidden-markov:6\", \"ngram:2\"]").out())
        .contains("hidden-markov:6 baseline ", "ngram:2 baseline ");
    JsonNode report = JSON.readTree(example.text("/hidden/report/report.json"));
    // The baseline is the same model, fitted once more.
    assertThat(report.at("/baselines/3/totalNats")).isEqualTo(report.at("/evaluation/totalNats"));
    assertThat(report.at("/evaluation/perplexity").asDouble())
        .isLessThan(report.at("/baselines/0/perplexity").asDouble() / 2);
    assertThat(report.get("facts").get("baseline hidden-markov:6").asText())
        .startsWith("hidden Markov model, 6 states, fitted to the training split of ");

    String text = run("generate").out();
    assertThat(text).hasSizeGreaterThanOrEqualTo(80).isEqualTo(run("generate").out());
    assertThat(run("train").err()).contains("there is nothing to do");
  }

  /** With a network: the weights are not worse than either of them alone. */
  @Test
  void isMixedWithANetwork() throws IOException {
    run("train", "output=" + example.uri("/hidden-part"));
    String models =
        "[\"%s\", \"%s\"]"
            .formatted(example.uri("/example/model"), example.uri("/hidden-part/model"));
    String[] mixed = {
      "output=" + example.uri("/hidden-mixed"),
      "model.kind=mixture",
      "model.mixture.models=" + models
    };
    assertThat(run("train", mixed).err()).contains("hidden Markov model, 6 states");
    JsonNode weights = JSON.readTree(example.text("/hidden-mixed/model/mixture.json")).get("parts");
    assertThat(weights.at("/0/weight").asDouble() + weights.at("/1/weight").asDouble())
        .isCloseTo(1, within(1e-9));
    assertThat(run("generate", mixed).out()).hasSizeGreaterThanOrEqualTo(80);
  }

  private Execution run(String command, String... settings) {
    Execution execution = Execution.of(arguments(command, settings));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private List<String> arguments(String command, String... settings) {
    return Execution.with(
        example.arguments(
            command,
            "/hidden",
            "shards.path=" + example.uri("/example/shards"),
            "model.kind=hidden-markov",
            "model.hidden-markov.states=6",
            "model.hidden-markov.restarts=2",
            "model.hidden-markov.iterations=5",
            "model.hidden-markov.tolerance=0"),
        settings);
  }
}
