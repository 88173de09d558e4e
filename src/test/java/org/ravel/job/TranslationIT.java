package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of sequences from files to a report, by the commands. */
class TranslationIT {
  @TempDir Path folder;

  @Test
  void sequencesAreLearnedBackwards() throws IOException {
    Execution sample =
        Execution.of(
            "sample-corpus",
            "--task=translation",
            "--sequences=3000",
            folder.resolve("sample/reversal").toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    Files.createDirectory(folder.resolve("in"));
    for (String side : List.of("source", "target")) {
      Files.write(folder.resolve("in/reversal." + side), shortLines("sample/reversal." + side));
    }
    assertThat(succeeds("prepare").err())
        .contains("vocabulary of 11, of targets 12", " examples of ");
    assertThat(succeeds("train").err())
        .contains("bidirectional GRU, 1 × 48 units", "decoder 1 × 48 units, general attention")
        .containsPattern("validation loss [0-9.]+  perplexity 1\\.[0-9]+")
        .containsPattern(
            "  \\| source     [a-j ]+\\R  \\| reference  [a-j ]+\\R  \\| output     [a-j ]*\\R");
    String out = succeeds("evaluate", "--set=evaluation.baselines=[\"ngram:3\"]").out();
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    assertThat(report.at("/figures/0/name").asText()).isEqualTo("BLEU");
    assertThat(report.at("/figures/0/value").asDouble()).isGreaterThan(90);
    assertThat(report.at("/figures/2/name").asText()).isEqualTo("exact match");
    double exact = report.at("/figures/2/value").asDouble();
    assertThat(exact).isGreaterThan(0.85);
    assertThat(report.at("/written/exact").asDouble() / report.at("/written/sentences").asDouble())
        .isEqualTo(exact);
    assertThat(out)
        .containsPattern("exact match +%.2f %%".formatted(100 * exact))
        .contains("tok:13a|smooth:exp");
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains(
            "<h2>Against baselines</h2>",
            "<h2>Translations</h2>",
            "<h2>Worst translations</h2>",
            "<h2>By length of the source</h2>",
            "<h2>Where attention looks</h2>",
            "<h2>Translations during training</h2>",
            "looks at “");
    assertThat(out).contains("copy of the source", "target of the nearest training source");
    requireSections(report);
    requireTargetModels(report, out);
    scoresPairs(translatesLines());
    verbsOfOtherTasksSayWhichOnesThereAre();
    Path targets = folder.resolve("out/model/target-vocabulary.jsonl");
    Files.writeString(targets, Files.readString(targets).replace("[\"a\"", "[\"z\""));
    Files.deleteIfExists(targets.resolveSibling(".target-vocabulary.jsonl.crc"));
    assertThat(fails(3, "evaluate", "--overwrite"))
        .contains("target-vocabulary.jsonl", "altered or cut off");
  }

  private static void requireSections(JsonNode report) {
    List<JsonNode> measured = new ArrayList<>();
    report
        .at("/learningCurve")
        .forEach(
            point -> {
              if (point.has("sentences")) {
                measured.add(point.get("sentences"));
              }
            });
    assertThat(measured).hasSizeBetween(3, 9).allSatisfy(one -> assertThat(one).hasSize(3));
    for (JsonNode sentence : measured.get(measured.size() - 1)) {
      assertThat(new StringBuilder(sentence.get("source").asText()).reverse())
          .asString()
          .isEqualTo(sentence.get("reference").asText());
    }
    assertThat(measured.get(measured.size() - 1))
        .anySatisfy(one -> assertThat(one.get("output")).isEqualTo(one.get("reference")));
    assertThat(report.at("/baselines")).hasSize(3);
    assertThat(report.at("/baselines/2/bleu").asDouble())
        .isPositive()
        .isLessThan(report.at("/figures/0/value").asDouble());
    long sentences = 0;
    for (JsonNode bucket : report.at("/byLength")) {
      sentences += bucket.get("sentences").asLong();
    }
    assertThat(sentences).isEqualTo(report.at("/written/sentences").asLong());
    assertThat(report.at("/diversity/distinct1").asDouble()).isBetween(0.0, 1.0);
    assertThat(report.at("/attention")).hasSize(5);
    for (JsonNode map : report.at("/attention")) {
      assertThat(map.get("weights")).hasSameSizeAs(map.get("output"));
      for (JsonNode row : map.get("weights")) {
        assertThat(row).hasSameSizeAs(map.get("source"));
        double sum = 0;
        for (JsonNode weight : row) {
          sum += weight.asDouble();
        }
        assertThat(sum).isCloseTo(1, within(0.01));
      }
      assertThat(map.get("output").get(map.get("output").size() - 1).asText()).isEqualTo("<eos>");
    }
  }

  /** Trigrams of the targets do not see the source: all that is left to them is how letters lie. */
  private static void requireTargetModels(JsonNode report, String out) {
    assertThat(report.at("/targetBaselines")).hasSize(1);
    JsonNode grams = report.at("/targetBaselines/0");
    assertThat(grams.get("name").asText()).isEqualTo("ngram:3");
    double loss = grams.get("negativeLogLikelihood").asDouble();
    // Ten letters and the end.
    assertThat(loss).isBetween(1.5, Math.log(11) + 0.3);
    assertThat(grams.get("perplexity").asDouble()).isCloseTo(Math.exp(loss), within(1e-9));
    assertThat(grams.get("difference").asDouble()).isLessThan(-1);
    assertThat(grams.get("differenceError").asDouble()).isBetween(0.0, 0.2);
    assertThat(report.at("/targetVerdict/outcome").asText()).isEqualToIgnoringCase("better");
    assertThat(out).contains("ngram:3 baseline ", "better than the ngram:3 baseline by ");
    assertThat(report.at("/facts/baseline ngram:3").asText()).contains("counted on");
  }

  /** Those of up to five letters, which are learned soon. */
  private List<String> shortLines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream()
        .filter(line -> line.length() < 2 * 5)
        .toList();
  }

  private List<JsonNode> translatesLines() throws IOException {
    Files.writeString(folder.resolve("new.txt"), "a b c\n\nd e f g\nj i\n");
    String[] arguments = {
      "predict",
      "--model",
      folder.resolve("out/model").toString(),
      "--input",
      folder.resolve("new.txt").toString(),
      "--output",
      folder.resolve("translated").toString(),
      "--set=decoding.beam=3",
      "--set=decoding.candidates=2",
      "--set=prediction.alignments=pharaoh"
    };
    Execution prediction = Execution.of(arguments);
    assertThat(prediction.exitCode()).as(prediction.err()).isZero();
    List<JsonNode> rows = rows("translated");
    assertThat(rows)
        .extracting(row -> row.get("text").asText())
        .containsExactly("a b c", "", "d e f g", "j i");
    assertThat(rows.get(0).get("translation").asText()).isEqualTo("c b a");
    assertThat(rows.get(0).get("score").asDouble()).isNegative();
    assertThat(rows.get(1).get("translation").isNull()).isTrue();
    assertThat(rows.get(1).get("score").isNull()).isTrue();
    assertThat(rows.get(3).get("translation").asText()).isEqualTo("i j");
    assertThat(rows.get(0).get("alignment").asText()).matches("[0-2]-0 [0-2]-1 [0-2]-2");
    assertThat(rows.get(0).get("candidates")).hasSize(2);
    assertThat(rows.get(0).at("/candidates/0/translation").asText()).isEqualTo("c b a");
    assertThat(rows.get(1).get("candidates").isNull()).isTrue();
    return rows;
  }

  private List<JsonNode> rows(String output) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(output), "part-*")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          rows.add(new ObjectMapper().readTree(line));
        }
      }
    }
    return rows;
  }

  /** A translation has the score that it was written with, and another one a lower score. */
  private void scoresPairs(List<JsonNode> translated) throws IOException {
    Files.createDirectory(folder.resolve("pairs"));
    List<String> sources = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (JsonNode row : translated) {
      sources.add(row.get("text").asText());
      targets.add(row.get("translation").isNull() ? "" : row.get("translation").asText());
    }
    sources.add("a b c");
    targets.add("a b z");
    Files.write(folder.resolve("pairs/new.source"), sources);
    Files.write(folder.resolve("pairs/new.target"), targets);
    String input = "--set=scoring.input=" + folder.resolve("pairs");
    assertThat(fails(2, "score", input))
        .contains("scoring.format is text and scoring.target-column null", "set scoring.format to");
    Execution scoring =
        execute(
            "score",
            input,
            "--set=scoring.format=pairs",
            "--set=scoring.column=source",
            "--set=scoring.target-column=target",
            "--set=scoring.output-format=json");
    assertThat(scoring.exitCode()).as(scoring.err()).isZero();
    List<JsonNode> rows = rows("out/scores");
    assertThat(rows).extracting(row -> row.get("source").asText()).isEqualTo(sources);
    assertThat(rows).extracting(row -> row.get("target").asText()).isEqualTo(targets);
    for (int i : new int[] {0, 2, 3}) {
      double nats = -translated.get(i).get("score").asDouble();
      JsonNode row = rows.get(i);
      assertThat(row.get("nll").asDouble()).isCloseTo(nats, within(1e-4));
      assertThat(row.get("tokens").asInt()).isEqualTo(row.get("source_tokens").asInt() + 1);
      double perToken = row.get("nll").asDouble() / row.get("tokens").asInt();
      assertThat(row.get("nll_per_token").asDouble()).isEqualTo(perToken);
      assertThat(row.get("perplexity").asDouble()).isEqualTo(Math.exp(perToken));
    }
    assertThat(rows.get(1).get("tokens").asInt()).isZero();
    assertThat(rows.get(1).get("perplexity").isNull()).isTrue();
    assertThat(rows.get(4).get("nll").asDouble()).isGreaterThan(rows.get(0).get("nll").asDouble());
    assertThat(rows.get(4).get("unknown").asInt()).isOne();
    assertThat(rows.get(4).get("source_unknown").asInt()).isZero();
  }

  private void verbsOfOtherTasksSayWhichOnesThereAre() {
    assertThat(fails(2, "generate")).contains("task is translation", "predict");
    assertThat(
            fails(
                2,
                "train",
                "--overwrite",
                "--set=model.decoder.attention=none",
                "--set=decoding.replace-unknown=true"))
        .contains("decoding.replace-unknown asks where", "training.sample.sentences=0");
    assertThat(fails(2, "train", "--set=model.dense.sizes=[3]"))
        .contains("model.dense.sizes is [3] but must be empty with task = translation");
    assertThat(fails(2, "train", "--set=model.decoder.attention=dot"))
        .contains("the encoder gives 96 numbers at a step and the decoder 48");
  }

  private Execution succeeds(String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private String fails(int code, String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution.error();
  }

  private Execution execute(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    for (String setting :
        List.of(
            "task=translation",
            "output=" + folder.resolve("out"),
            "corpus.input=" + folder.resolve("in"),
            "corpus.format=pairs",
            "corpus.columns.input=source",
            "corpus.columns.target=target",
            "corpus.tokenizer=whitespace",
            "split.by=documents",
            "model.cell=gru",
            "model.embedding-size=24",
            "model.hidden-size=48",
            "model.bidirectional=true",
            "training.minibatch-size=16",
            "training.epochs=9",
            "training.updater.learning-rate=0.01",
            "averaging.period=4")) {
      all.add("--set=" + setting);
    }
    all.addAll(List.of(arguments));
    return Execution.of(all);
  }
}
