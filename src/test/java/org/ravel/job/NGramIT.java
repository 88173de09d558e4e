package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
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

    String arpa = example.uri("/ngram/arpa");
    assertThat(
            Execution.of(
                    arguments(List.of("models", "export", "--format", "arpa-gz", "--to", arpa)))
                .out())
        .contains(arpa);
    try (InputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(example.bytes("/ngram/arpa/ngrams.arpa.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("\\data\\\nngram 1=52\nngram 2=")
          .contains("\t<s>\t", "\t</s>\n", "\t\\u0020\t")
          .endsWith("\n\\end\\\n");
    }
    assertThat(
            Execution.of(
                    arguments(
                        List.of("models", "export", "--format", "arpa", "--to", arpa + "2"),
                        "model.path=" + network))
                .error())
        .contains("--format arpa is for n-grams, but the model is a LSTM");

    // What was written is read as the same model.
    String[] taken = {
      "output=" + example.uri("/ngram-taken"),
      "model.ngram.from=%s/ngrams.arpa.gz".formatted(arpa),
      "evaluation.baselines=[\"%s\"]".formatted(example.uri("/ngram/model"))
    };
    assertThat(run("train", taken).err()).contains("n-grams of " + arpa, "n-grams      52 + ");
    run("evaluate", taken);
    JsonNode again = JSON.readTree(example.text("/ngram-taken/report/report.json"));
    assertThat(again.at("/evaluation/negativeLogLikelihood").asDouble())
        .isCloseTo(report.at("/evaluation/negativeLogLikelihood").asDouble(), within(1e-6));
    assertThat(run("generate", taken).out()).hasSizeGreaterThanOrEqualTo(80);
    example.write("/ngram-taken/damaged.arpa", "\\data\\\nngram 1=1\n\n\\1-grams:\nx <unk>\n");
    assertThat(
            Execution.of(
                    arguments(
                        "train",
                        "output=" + example.uri("/ngram-damaged"),
                        "model.ngram.from=" + example.uri("/ngram-taken/damaged.arpa")))
                .error())
        .contains("damaged.arpa:5 has \"x\" where a logarithm must be");

    String text = run("generate").out();
    assertThat(text).hasSizeGreaterThanOrEqualTo(80).isEqualTo(run("generate").out());
    assertThat(run("train").err()).contains("there is nothing to do");
    assertThat(Execution.of(arguments("plan")).error())
        .contains("model.kind is ngram, but plan rehearses the training of networks");
    assertThat(
            Execution.of(
                    arguments(
                        "plan",
                        "model.kind=recurrent",
                        "training.method=hessian-free",
                        "training.carry-state=false"))
                .error())
        .contains("training.method is hessian-free, but plan rehearses rounds of averaging");
  }

  /** With a network: from training to a version of a registry, and what was altered is refused. */
  @Test
  void isMixedWithANetwork() throws IOException {
    run("train", "output=" + example.uri("/mixed-part"));
    String network = example.uri("/example/model");
    String ngrams = example.uri("/mixed-part/model");
    String models = "[\"%s\", \"%s\"]".formatted(network, ngrams);
    String[] mixed = {
      "output=" + example.uri("/mixed"),
      "model.kind=mixture",
      "model.mixture.models=" + models,
      "evaluation.baselines=" + models
    };
    assertThat(
            Execution.of(arguments("train", mixed[0], mixed[1], "model.mixture.models=[a]"))
                .error())
        .contains("model.mixture.models is [a] but must name two trained models or more");
    assertThat(run("train", mixed).err())
        .contains("mixture of 2 models", "weights", network, ngrams);
    JsonNode weights = JSON.readTree(example.text("/mixed/model/mixture.json")).get("parts");
    double first = weights.at("/0/weight").asDouble();
    // The network has hardly learned anything.
    assertThat(first).isBetween(0.0, 0.5);
    assertThat(first + weights.at("/1/weight").asDouble()).isCloseTo(1, within(1e-9));

    // Parts that are trained again do not change it.
    example.delete("/mixed-part");
    run("evaluate", mixed[0], mixed[1], "evaluation.split=validation");
    JsonNode report = JSON.readTree(example.text("/mixed/report/report.json"));
    JsonNode described = JSON.readTree(example.text("/mixed/model/model.json"));
    assertThat(described.get("format").asInt()).isEqualTo(7);
    assertThat(report.at("/evaluation/negativeLogLikelihood").asDouble())
        .isCloseTo(described.get("validationLoss").asDouble(), within(1e-9));
    assertThat(report.get("facts").get("mixed model 2").asText())
        .startsWith("weight ")
        .endsWith("2-gram model, Witten–Bell");
    // The weights were fitted to this split, so neither model by itself can be better on it.
    for (String part : List.of("model-1", "model-2")) {
      run(
          "evaluate",
          "model.path=" + example.uri("/mixed/model/" + part),
          "output=" + example.uri("/mixed/" + part),
          "evaluation.split=validation");
      assertThat(
              JSON.readTree(example.text("/mixed/%s/report/report.json".formatted(part)))
                  .at("/evaluation/negativeLogLikelihood")
                  .asDouble())
          .isGreaterThan(report.at("/evaluation/negativeLogLikelihood").asDouble() - 1e-6);
    }
    assertThat(run("generate", mixed).out()).hasSizeGreaterThanOrEqualTo(80);

    List<String> add = List.of("models", "add", "--report", example.uri("/mixed/report"));
    Execution added = Execution.of(arguments(add, mixed));
    assertThat(added.exitCode()).as(added.err()).isZero();
    String version = "model.path=registry://default/1";
    assertThat(run("generate", mixed[0], version).out()).isEqualTo(run("generate", mixed[0]).out());
    example.write("/mixed/model/model-2/model.json", "{}");
    assertThat(Execution.of(arguments("generate", mixed[0])).error())
        .contains("model-2/model.json has SHA-256", "train the mixture again");
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
        .contains("training from scratch, as a model of kind ngram is fitted anew")
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
    Execution execution = Execution.of(arguments(command, settings));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private List<String> arguments(String command, String... settings) {
    return arguments(List.of(command), settings);
  }

  private List<String> arguments(List<String> command, String... settings) {
    List<String> arguments =
        example.arguments(
            command.get(0),
            "/ngram",
            "shards.path=" + example.uri("/example/shards"),
            "model.kind=ngram",
            "model.ngram.order=2",
            "model.ngram.smoothing=witten-bell");
    arguments.addAll(1, command.subList(1, command.size()));
    return Execution.with(arguments, settings);
  }
}
