package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model of n-grams through the commands, on HDFS. */
@ExtendWith(Example.Resolver.class)
class NGramIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Example example;

  NGramIT(Example example) {
    this.example = example;
  }

  @Test
  void isTrainedEvaluatedAndWritesText() throws IOException {
    Execution train = run("train");
    assertThat(train.err())
        .contains("2-gram model, Witten–Bell", "n-grams", "done after 1.00 epochs");
    assertThat(example.listing("/ngram/model").keySet())
        .containsExactlyInAnyOrder(
            "config.conf", "metrics.jsonl", "model.json", "ngrams.bin", "vocabulary.jsonl");
    assertThat(example.listing("/ngram/training").keySet())
        .contains("best/ngrams.bin")
        .doesNotContain("ngrams.bin");
    assertThat(JSON.readTree(example.text("/ngram/model/model.json")).at("/format").asInt())
        .isEqualTo(5);

    // What is evaluated, counted once more, and a network with the same vocabulary.
    String network = example.uri("/example/model");
    assertThat(
            run("evaluate", "evaluation.baselines=[\"ngram:2\", \"%s\"]".formatted(network)).out())
        .contains("ngram:2 baseline ", network + " baseline ", "model +0.0000 ± 0.0000");
    JsonNode report = JSON.readTree(example.text("/ngram/report/report.json"));
    // The baseline of every report is counted by other code.
    double bigram = report.at("/baselines/2/perplexity").asDouble();
    assertThat(report.at("/evaluation/perplexity").asDouble()).isCloseTo(bigram, within(1e-4));
    assertThat(report.at("/sample").asText()).isNotEmpty();
    assertThat(report.at("/baselines/3/totalNats")).isEqualTo(report.at("/evaluation/totalNats"));
    assertThat(report.at("/baselines/4/totalNats").asDouble())
        .isCloseTo(
            JSON.readTree(example.text("/example/report/report.json"))
                .at("/evaluation/totalNats")
                .asDouble(),
            withPercentage(1e-5));
    assertThat(report.at("/baselines/4/differenceError").asDouble()).isPositive();
    assertThat(report.get("facts").get("baseline ngram:2").asText())
        .startsWith("2-gram model, Witten–Bell, counted on the training split of ");
    assertThat(example.text("/ngram/report/report.csv"))
        .contains("baselines[%s].difference,".formatted(network));
    assertThat(example.listing("/ngram/report").keySet())
        .containsExactlyInAnyOrder(
            "_SUCCESS", "config.conf", "report.csv", "report.html", "report.json");

    String text = run("generate").out();
    assertThat(text).hasSizeGreaterThanOrEqualTo(80).isEqualTo(run("generate").out());
    assertThat(run("train").err()).contains("there is nothing to do");
    assertThat(Execution.of(arguments("plan")).error())
        .contains("model.kind is ngram, but plan rehearses the training of networks");
  }

  @Test
  void isRetrainedAndGated() {
    String[] settings = {
      "corpus.input=" + example.uri("/ngram-night/input"),
      "shards.path=" + example.uri("/ngram-night/shards"),
      "output=" + example.uri("/ngram-night"),
      "model.kind=ngram",
      "model.ngram.order=3",
      "retraining.inspection.perplexity-ratio-below=null"
    };
    String text = example.text("/corpus/sentences.txt");
    example.write("/ngram-night/input/a.txt", text.substring(0, text.indexOf('\n', 4000) + 1));
    assertThat(retrain("night1", settings).err()).contains("version 1 is the champion");
    example.write("/ngram-night/input/b.txt", text.substring(text.indexOf('\n', 4000) + 1));
    assertThat(retrain("night2", settings).err())
        .contains("training from scratch, as n-grams are counted anew")
        .contains("version 2 is the champion: all rules of the gate that apply hold");
  }

  private Execution retrain(String run, String... settings) {
    List<String> arguments = example.arguments("retrain", "/ngram-night", settings);
    arguments.addAll(1, List.of("--run-id", run));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private Execution run(String command, String... settings) {
    List<String> arguments = arguments(command);
    arguments.addAll(Execution.with(List.of(), settings));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private List<String> arguments(String command) {
    return example.arguments(
        command,
        "/ngram",
        "shards.path=" + example.uri("/example/shards"),
        "model.kind=ngram",
        "model.ngram.order=2",
        "model.ngram.smoothing=witten-bell");
  }
}
