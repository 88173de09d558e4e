package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.StorageException;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Baseline;
import org.ravel.evaluation.measure.Text.Loss;
import org.ravel.evaluation.measure.Text.PositionLoss;
import org.ravel.evaluation.measure.Text.Score;
import org.ravel.evaluation.measure.Text.SourceLoss;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.storage.Storage;

class ReportWriterTest {
  private static final Path DOCUMENTATION = Path.of("src/site/markdown/report.md");

  /** Objects whose keys depend on the model. */
  private static final Set<String> OPEN =
      Set.of("facts", "training.versions", "training.data.targets", "measurement.versions");

  @TempDir private Path folder;

  private void write(Evaluation evaluation, ReportContext context) {
    new ReportWriter(new Storage(new Configuration()))
        .write(
            new org.apache.hadoop.fs.Path(folder.toUri()), evaluation, context, ShownPictures.NONE);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
  }

  @Test
  void allFilesAreThere() throws IOException {
    write(ReportFixture.evaluation(), ReportFixture.context());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".crc"))
          .containsExactlyInAnyOrder("report.json", "report.csv", "report.html", "_SUCCESS");
    }
    assertThat(folder.resolve("_SUCCESS")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.json", "report.csv", "report.html"})
  void successIsWrittenLast(String blocked) throws IOException {
    Files.createDirectories(folder.resolve(blocked).resolve("in-the-way"));

    assertThatThrownBy(() -> write(ReportFixture.evaluation(), ReportFixture.context()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(blocked);
    assertThat(folder.resolve("_SUCCESS")).doesNotExist();
  }

  @Test
  void theKeysAreThoseOfTheDocumentation() throws IOException {
    write(ReportFixture.evaluation(), ReportFixture.context());

    Set<String> keys = new TreeSet<>();
    collect("", json(), keys);
    // What holds keys is a row of its own only where it can be null.
    keys.add("source");
    keys.add("verdict");

    assertThat(keys).isEqualTo(documented());
  }

  private static void collect(String path, JsonNode node, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, keys));
    } else if (OPEN.contains(path)) {
      keys.add(path + ".*");
    } else if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.fields()
          .forEachRemaining(field -> collect(prefix + field.getKey(), field.getValue(), keys));
    } else {
      keys.add(path);
    }
  }

  private static Set<String> documented() throws IOException {
    return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
        .matcher(Files.readString(DOCUMENTATION))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void figuresByHand() throws IOException {
    write(ReportFixture.evaluation(), ReportFixture.context());

    JsonNode evaluation = json().get("evaluation");
    Map.of(
            "negativeLogLikelihood", 2 * Math.log(2),
            "perplexity", 4.0,
            "bitsPerToken", 2.0,
            "bitsPerCharacter", 1.6,
            "bitsPerByte", 1.0,
            "top1Accuracy", 0.6,
            "top5Accuracy", 0.9,
            "outOfVocabularyRate", 0.03,
            "standardError", 0.0125,
            "tokensPerSecond", 250.0)
        .forEach(
            (key, value) ->
                assertThat(evaluation.get(key).doubleValue())
                    .as(key)
                    .isCloseTo(value, within(1e-12)));
    JsonNode bigram = json().at("/baselines/2");
    assertThat(bigram.get("name").textValue()).isEqualTo("bigram");
    assertThat(bigram.get("perplexity").doubleValue()).isCloseTo(8, within(1e-12));
    assertThat(bigram.get("bitsPerCharacter").doubleValue()).isCloseTo(2.4, within(1e-12));
    assertThat(bigram.get("difference").doubleValue()).isCloseTo(-Math.log(2), within(1e-12));
    assertThat(json().at("/source/distancePerToken").doubleValue()).isCloseTo(.25, within(1e-12));
    assertThat(json().at("/bySource/1/negativeLogLikelihood").doubleValue()).isEqualTo(1.5);
    assertThat(json().at("/byPosition/3/position").intValue()).isEqualTo(3);
    assertThat(json().at("/byPosition/0/negativeLogLikelihood").doubleValue())
        .isCloseTo(2.4, within(1e-12));
    assertThat(json().at("/learningCurve/29/validationLoss").isNumber()).isTrue();
    assertThat(json().at("/learningCurve/28/validationLoss").isNull()).isTrue();
    assertThat(json().get("created").textValue()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json().get("facts").fieldNames())
        .toIterable()
        .containsExactly("Network", "Parameters", "Shards", "Hostile");
  }

  @Test
  void whatIsNotFiniteIsNull() throws IOException {
    Evaluation nothing =
        new Evaluation(
            "test",
            new Text(
                0,
                0,
                0,
                0,
                new Score(0, 0, 0),
                Double.NaN,
                List.of(new Baseline("uniform", Double.POSITIVE_INFINITY)),
                List.of(new PositionLoss(new Loss(0, 0), null)),
                List.of(new SourceLoss("empty", new Loss(0, 0))),
                null),
            0);
    ReportContext context =
        new ReportContext(
            "Nothing",
            Map.of(),
            ReportFixture.training(),
            ReportFixture.measurement(),
            "",
            List.of(
                new LearningPoint(0, 1, Double.NaN, Double.NEGATIVE_INFINITY, 0.002, Double.NaN)),
            "",
            ReportFixture.context().created());

    write(nothing, context);

    assertThat(folder.resolve("report.json"))
        .content()
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
    assertThat(json().at("/evaluation/perplexity").isNull()).isTrue();
    assertThat(json().at("/evaluation/standardError").isNull()).isTrue();
    assertThat(json().at("/baselines/0/perplexity").isNull()).isTrue();
    assertThat(json().at("/learningCurve/0/trainingLoss").isNull()).isTrue();
    assertThat(json().get("source").isNull()).isTrue();
    assertThat(folder.resolve("report.csv"))
        .content()
        .contains("evaluation.perplexity,\r\n")
        .doesNotContain("NaN");
    assertThat(folder.resolve("report.html")).content().doesNotContain("NaN", "∞", "Infinity");
  }
}
