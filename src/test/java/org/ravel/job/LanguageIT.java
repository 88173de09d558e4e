package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings of formal languages, from a generator to a report, by the commands. */
class LanguageIT {
  @TempDir Path folder;

  /** Tomita's fourth language: strings of twice the length that training has. */
  @ParameterizedTest
  @CsvSource({"gru,16", "second-order,6"})
  void membersAreToldFromOthersBeyondTheLengthsOfTraining(String cell, int units)
      throws IOException {
    String[] language = {"--language=tomita-4", "--strings=3000"};
    sample("train", language, "--lengths=1-15");
    sample("validation", language, "--lengths=1-15", "--seed=2");
    sample("test", language, "--lengths=10,30", "--seed=3");
    String[] settings = {
      "--conf=conf/lab/recognition.conf",
      "--set=training.epochs=8",
      "--set=model.cell=" + cell,
      "--set=model.hidden-size=" + units
    };
    assertThat(succeeds("prepare", settings).err()).contains("1 label");
    succeeds("train", settings);
    succeeds("evaluate", settings);
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    assertThat(report.at("/byLength/0/length").asInt()).isEqualTo(10);
    assertThat(report.at("/byLength/1/length").asInt()).isEqualTo(30);
    long sequences =
        report.at("/byLength/0/sequences").asLong() + report.at("/byLength/1/sequences").asLong();
    assertThat(sequences).isEqualTo(3000);
    assertThat(
            report.at("/byLength/0/right").asDouble() / report.at("/byLength/0/sequences").asLong())
        .isGreaterThan(0.97);
    assertThat(
            report.at("/byLength/1/right").asDouble() / report.at("/byLength/1/sequences").asLong())
        .isGreaterThan(0.9);
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("id=\"accuracy-by-length\"");
  }

  /**
   * Which symbols may follow, and whether a string belongs: both at once, and of new strings too.
   */
  @Test
  void symbolsThatMayFollowAreLearnedAndSaid() throws IOException {
    String[] language = {"--language=reber", "--answers=both"};
    sample("train", language, "--strings=2000", "--negatives=0.3");
    sample("validation", language, "--strings=100", "--seed=2", "--negatives=0.3");
    sample("test", language, "--strings=200", "--seed=3", "--negatives=0.3");
    assertThat(lines("test")).anyMatch(line -> line.matches(".*\"reject\", \"legal\": .*\"\"].*"));
    String[] settings = {
      "--conf=conf/lab/legal.conf",
      "--set=corpus.columns.accept=label",
      "--set=training.minibatch-size=16",
      "--set=averaging.period=50",
      "--set=training.epochs=8",
      "--set=training.updater.learning-rate=0.03",
      "--set=model.cell=elman",
      "--set=model.hidden-size=16"
    };
    succeeds("prepare", settings);
    succeeds("train", settings);
    assertThat(succeeds("evaluate", settings).out())
        .contains("strings all right", "accept accuracy", "second to last symbol", "legal mass");
    JsonNode report =
        new ObjectMapper().readTree(Files.readString(folder.resolve("out/report/report.json")));
    long steps = lines("test").stream().mapToLong(line -> text(line).split(" ", -1).length).sum();
    // Seven labels of each symbol, since B follows none, and one of each string.
    assertThat(report.at("/evaluation/targets").asLong()).isEqualTo(7 * steps + 200);
    assertThat(report.at("/legal/steps").asLong()).isEqualTo(steps);
    assertThat(report.at("/legal/right").asDouble() / steps).isGreaterThan(0.9);
    assertThat(report.at("/acceptance/members").asLong() + report.at("/acceptance/others").asLong())
        .isEqualTo(200);
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("sets that decide about the second to last symbol");
    Execution predicted =
        Execution.of(
            List.of(
                "predict",
                "--set=model.path=" + folder.resolve("out/model"),
                "--set=prediction.input=" + folder.resolve("test"),
                "--set=prediction.path=" + folder.resolve("predictions")));
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    List<String> predictions = lines("predictions");
    long right =
        predictions.stream()
            .filter(
                line -> {
                  String legal = line.replaceFirst(".*\"legal\": \\[(.*?)].*", "$1");
                  String symbols = line.replaceFirst(".*\"symbols\":\\[(.*?)].*", "$1");
                  String label = line.replaceFirst(".*\"label\": \"(.*?)\".*", "$1");
                  String answer = line.replaceFirst(".*\"answer\":\"(.*?)\".*", "$1");
                  return sets(legal).equals(sets(symbols)) && label.equals(answer);
                })
            .count();
    assertThat(right).isEqualTo(report.at("/evaluation/right").asLong());
  }

  private static String text(String line) {
    return line.replaceFirst(".*\"text\": \"(.*?)\".*", "$1");
  }

  /** Sets in quotes, each in an order of its own. */
  private static List<Set<String>> sets(String list) {
    return Arrays.stream(list.split(", ?", -1))
        .map(set -> set.substring(1, set.length() - 1))
        .map(set -> Set.of(set.split(" ", -1)))
        .toList();
  }

  /** The bytes are those of the seed, however the work is divided. */
  @Test
  void linesDependOnTheSeedAlone() throws IOException {
    String[] language = {"--language=dyck-2", "--lengths=2-40", "--answers=legal"};
    sample("some", language, "--strings=120000");
    sample("fewer", language, "--strings=70");
    sample("others", language, "--strings=70", "--seed=2");
    List<String> some = lines("some");
    assertThat(some).hasSize(120_000);
    assertThat(lines("fewer")).isEqualTo(some.subList(0, 70));
    assertThat(lines("others")).doesNotContainSequence(some.subList(0, 3));
    assertThat(Files.readString(folder.resolve("some/_language.json")))
        .contains(
            "\"language\" : \"dyck-2\"", "\"bitsPerString\" : 30.16369", "\"strings\" : 120000");
  }

  @Test
  void publishedStringsAndLanguagesOfTheUsersOwnAreWritten() throws IOException {
    sample("published", new String[] {"--language=tomita-1", "--published"});
    assertThat(lines("published"))
        .contains(
            "{\"text\": \"1 1\", \"label\": \"accept\"}",
            "{\"text\": \"1 0\", \"label\": \"reject\"}")
        .hasSize(16);
    Path file = folder.resolve("it.automaton");
    Files.writeString(file, "\uFEFFstart A\naccept A\nA left B\nB right A\n");
    String said =
        sample(
            "own",
            new String[] {"--automaton=" + file, "--answers=none", "--strings=50", "--lengths=4"});
    assertThat(said).contains("entropy 0.000000 bits per string");
    assertThat(lines("own")).hasSize(50).containsOnly("left right left right");
    sample(
        "regular",
        new String[] {"--regex=(ab|c)*", "--answers=legal", "--strings=50", "--lengths=3"});
    assertThat(lines("regular"))
        .hasSize(50)
        .contains("{\"text\": \"c a b\", \"legal\": [\"a c $\", \"b\", \"a c $\"]}");
    Path rules = folder.resolve("it.grammar");
    Files.writeString(rules, "\uFEFFS = 0.5 \"a\" S \"b\" | 0.5 \"a\" \"b\"\n");
    assertThat(
            sample("rules", new String[] {"--grammar=" + rules, "--answers=legal", "--strings=60"}))
        .contains("entropy at most 2.000000 bits per string");
    assertThat(lines("rules"))
        .hasSize(60)
        .contains("{\"text\": \"a b\", \"legal\": [\"a b\", \"$\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | --language=anbn --lengths=5                    | anbn has no strings of length 5; give other lengths
          2 | --language=anbn                                | anbn needs lengths
          2 | --language=tomita-8                            | --language is tomita-8 but must be one of tomita-1
          2 | --language=reber --answers=some                | --answers is some but must be one of none, accept, legal, both
          2 | --language=reber --answers=legal --negatives=1 | no line would say so
          2 | --language=reber --task=tree                   | --task is for examples of a task
          2 | --regex=(ab                                    | the regular expression '(ab' cannot be read
          2 | --regex=$a                                     | --regex is '$a', but
          3 | --regex=(aa)* --lengths=3                      | (aa)* has no strings of length 3
          2 | --lengths=5                                    | --lengths is for strings of a language
          2 | --language=reber --automaton=x                 | more than one is given
          2 | --language=reber --strings=0                   | --strings is 0 but must be at least 1
          2 | --language=reber --published                   | no strings of reber are published
          3 | --automaton=not-there                          | not-there
          """)
  void whatCannotBeWrittenIsRefused(int code, String options, String message) {
    List<String> arguments = new ArrayList<>(List.of("sample-corpus"));
    arguments.addAll(Arrays.asList(options.split(" ", -1)));
    arguments.add(folder.resolve("none").toString());
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    assertThat(execution.error()).contains(message);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private String sample(String name, String[] language, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sample-corpus"));
    arguments.addAll(Arrays.asList(language));
    arguments.addAll(Arrays.asList(more));
    arguments.add(folder.resolve(name).toString());
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution.out();
  }

  private Execution succeeds(String command, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(Arrays.asList(settings));
    arguments.add("--set=corpus.input=" + folder.resolve("train"));
    arguments.add("--set=split.validation-input=" + folder.resolve("validation"));
    arguments.add("--set=split.test-input=" + folder.resolve("test"));
    arguments.add("--set=output=" + folder.resolve("out"));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private List<String> lines(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("(part|published).*(json|txt)")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
