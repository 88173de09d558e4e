package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ravel.model.ModelStore;
import org.ravel.registry.Registry;
import org.ravel.storage.Storage;

/** Nights of retraining of which one brings text that is not to be learned from. */
@ExtendWith(Example.Resolver.class)
class InspectionIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Example example;
  private final Storage storage = new Storage(new Configuration());
  private final List<String> lines;

  InspectionIT(Example example) {
    this.example = example;
    this.lines = example.text("/corpus/sentences.txt").lines().toList();
  }

  @Test
  void strangeTextIsLeftOutAsIfItHadNeverCome() throws IOException {
    firstNight("strange");
    firstNight("plain");
    write("strange", "noise", rotated(lines.subList(80, 120)));
    Execution noise = retrain("strange", "noise", 10, "perplexity-ratio-below=1.05");
    assertThat(noise.err())
        .contains("generation 2: the champion's perplexity is ")
        .contains("Generation 2 is strange to the champion")
        .contains("most of all noise.txt")
        .contains(
            "nothing was trained, the champion stays version 1: all that is new is left out, ")
        .contains("take it in with retraining.inspection.admit if it is right")
        .doesNotContain("stage: train");
    assertThat(registry("strange").versions()).hasSize(1);
    JsonNode reading = read("strange", "noise/inspection.json").path("readings").path(0);
    assertThat(reading.path("ratio").asDouble()).isGreaterThan(1.05);
    JsonNode report = read("strange", "noise/report/report.json");
    assertThat(report.path("outcome").asText()).isEqualTo("WITHHELD");
    assertThat(report.at("/data/generations/1/withheld").asBoolean()).isTrue();
    assertThat(report.at("/data/generations/1/championRatio").asDouble())
        .isEqualTo(reading.path("ratio").asDouble());
    assertThat(example.text(runs("strange") + "noise/report/report.html"))
        .contains("text left out", "left out</span>", "What is strange in generation 2");
    String excerpt = report.at("/data/generations/1/excerpt").asText();
    assertThat(excerpt).hasSize(401).endsWith("…");
    List<String> quoted = excerpt.lines().toList();
    // The last line is cut off; lines of other splits are left out.
    assertThat(quoted.subList(0, quoted.size() - 1))
        .hasSizeGreaterThan(5)
        .isSubsetOf(rotated(lines.subList(80, 120)));

    secondNight("strange");
    secondNight("plain");
    assertThat(read("strange", "second/decision.json").path("withheld").toString())
        .isEqualTo("[2]");
    assertThat(read("strange", "second/report/report.json").at("/data/generations/2/withheld"))
        .hasToString("false");
    // The training text is the same, and so is every parameter.
    assertThat(second("strange")).isEqualTo(second("plain"));
    assertThat(read("strange", "second/comparison.json").path("comparisons"))
        .isEqualTo(read("plain", "second/comparison.json").path("comparisons"));

    whatIsAdmittedIsNewText();
    theFirstGenerationCannotBeLeftOut();
  }

  private void whatIsAdmittedIsNewText() throws IOException {
    Execution admitted =
        retrain("strange", "admitted", 0, "perplexity-ratio-below=1.05", "admit=noise.txt");
    assertThat(admitted.err())
        .contains("there is nothing new", "It is learned from.", "stage: train");
    assertThat(read("strange", "admitted/ingestion.json").path("fresh").toString())
        .isEqualTo("[2]");
    assertThat(read("strange", "admitted/decision.json").path("withheld")).isEmpty();
    // Not a second time.
    assertThat(retrain("strange", "again", 11, "admit=noise.txt").err()).contains("nothing was");
  }

  private void theFirstGenerationCannotBeLeftOut() {
    write("plain", "more", lines.subList(180, 190));
    assertThat(retrain("plain", "refused", 2, "withhold=first.txt").error())
        .contains("retraining.inspection.withhold is [first.txt]");
    // Nothing is decided: the same run with other settings.
    assertThat(retrain("plain", "refused", 10, "withhold=more.txt").err())
        .contains("all that is new is left out, as retraining.inspection.withhold says");
    assertThat(registry("plain").champion()).isEqualTo(OptionalInt.of(2));
  }

  private void firstNight(String name) {
    write(name, "first", lines.subList(0, 80));
    retrain(name, "first", 0);
  }

  private void secondNight(String name) {
    write(name, "second", lines.subList(120, 180));
    Execution night = retrain(name, "second", 0);
    assertThat(night.err()).contains("from the champion, version 1");
  }

  private float[] second(String name) {
    Registry registry = registry(name);
    assertThat(registry.champion()).isEqualTo(OptionalInt.of(2));
    return new ModelStore(storage)
        .load(registry.folder(registry.versions().get(1)))
        .network()
        .parameters();
  }

  /** Each letter 13 places further: the frequencies are wrong, which a small model notices too. */
  private static List<String> rotated(List<String> text) {
    return text.stream()
        .map(
            line ->
                line.chars()
                    .map(c -> c >= 'a' && c <= 'z' ? 'a' + (c - 'a' + 13) % 26 : c)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .toList();
  }

  private void write(String name, String file, List<String> text) {
    example.write("/" + name + "/input/" + file + ".txt", String.join("\n", text) + "\n");
  }

  private Execution retrain(String name, String id, int code, String... inspection) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "corpus.input=" + example.uri("/" + name + "/input"),
                "split.test=0.3",
                "retraining.gate.resamples=400"));
    for (String setting : inspection) {
      settings.add("retraining.inspection." + setting);
    }
    List<String> arguments =
        example.arguments("retrain", "/" + name, settings.toArray(String[]::new));
    arguments.addAll(List.of("--run-id", id));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution;
  }

  private Registry registry(String name) {
    return new Registry(storage, example.uri("/" + name + "/registry"), "default");
  }

  private static String runs(String name) {
    return "/" + name + "/registry/default/runs/";
  }

  private JsonNode read(String name, String file) throws IOException {
    return JSON.readTree(example.bytes(runs(name) + file));
  }
}
