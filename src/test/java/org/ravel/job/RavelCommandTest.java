package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import picocli.CommandLine;

/** What the command line refuses before any work, and how failures are told. */
class RavelCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trainig.epochs=3        | trainig.epochs, which is no setting; did you mean training.epochs?
          training.epochs=many    | training.epochs is "many" but must be a whole number
          training.epochs=1.5     | training.epochs is 1.5 but must be a whole number
          training.epochs=0       | training.epochs is 0 but must be at least 1
          model.dropout=1         | model.dropout is 1.0 but must be at least 0 and below 1
          model.cell=tanh         | model.cell is "tanh" but must be one of lstm, gru, elman
          evaluation.carry-state=x| evaluation.carry-state is "x" but must be true or false
          training=5              | training, which is a group of settings
          """)
  void wrongSettingsAreNamed(String setting, String message) {
    Execution execution = Execution.of("train", "--set", setting);
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains(message);
    assertThat(execution.showsStackTrace()).isFalse();
    assertThat(Execution.of("train", "--verbose", "--set", setting).showsStackTrace()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"generate, language-model", "score, language-model or translation"})
  void whatIsForLanguageModelsSaysSo(String command, String tasks) {
    List<String> arguments =
        Stream.of(
                "task=labelling",
                "corpus.format=lines",
                "corpus.columns.input=1",
                "corpus.columns.target=2")
            .flatMap(setting -> Stream.of("--set", setting))
            .collect(Collectors.toCollection(ArrayList::new));
    arguments.add(0, command);
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error())
        .contains("task is labelling, but ravel " + command + " is for " + tasks + " only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "plan"})
  void shardsOfAnotherTaskAreRefused(String command) throws IOException {
    String words =
        "{\"format\":1,\"tokenizer\":\"whitespace\",\"documents\":\"none\",\"size\":1}\n[\"<unk>\",0]\n";
    String labels = words.replace("1,\"tok", "1,\"labels\":true,\"tok").replace("<unk>", "A");
    Files.writeString(folder.resolve("vocabulary.jsonl"), words);
    Files.writeString(folder.resolve("labels.jsonl"), labels);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"format": 3, "task": "labelling", "schema": {"order": "independent",
          "targets": "same-step", "columns": [
            {"type": "ids", "name": "tokens", "vocabulary": "vocabulary"},
            {"type": "ids", "name": "labels", "vocabulary": "labels"}]},
          "sequenceLength": 9, "vocabularies": {
            "vocabulary": {"file": "vocabulary.jsonl", "size": 1, "digest": "%s"},
            "labels": {"file": "labels.jsonl", "size": 1, "digest": "%s"}},
          "inputDigest": "i", "sources": [], "splits": {}, "generations": []}
        """
            .formatted(Sha256.of(words), Sha256.of(labels)));
    Execution execution =
        Execution.of(
            command,
            "--set",
            "shards.path=" + folder,
            "--set",
            "output=" + folder.resolve("output"));
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error())
        .contains("task is language-model, but file:" + folder + " holds shards of labelling");
  }

  @Test
  void aConfigurationFileThatIsNotThereIsNamed() {
    String file = folder.resolve("none.conf").toString();
    Execution execution = Execution.of("train", "--conf", file);
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains("--conf names " + file, "check the path");
  }

  @Test
  void anIncludedFileThatIsNotThereIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("run.conf"), "include \"base.conf\"");
    Execution execution = Execution.of("train", "--conf", file.toString());
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error())
        .contains(
            file
                + " includes \"base.conf\": "
                + folder.resolve("base.conf")
                + ", which is no file");
  }

  @Test
  void aConfigurationFileThatIsAFolderIsNamed() {
    Execution execution = Execution.of("train", "--conf", folder.toString());
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains("--conf names " + folder);
  }

  @Test
  void aConfigurationFileThatIsNotHoconIsNamedWithTheLine() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.conf"), "seed = 1\ntraining { epochs = \n");
    Execution execution = Execution.of("train", "--conf", file.toString());
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains(file.toString(), "not valid HOCON", "3");
  }

  @Test
  void aWrongKeyInAFileIsToldWithTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.conf"), "training { epoch = 3 }");
    Execution execution = Execution.of("train", "--conf", file.toString());
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).contains(file + " sets training.epoch", "training.epochs?");
  }

  @Test
  void settingsStandAboveTheFileAndOptionsAboveSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("c.conf"), "generation { length = 3, top-k = 4 }");
    Execution execution =
        Execution.of(
            "generate",
            "--conf",
            file.toString(),
            "--set",
            "generation.length=5",
            "--set",
            "generation.seed=6",
            "--seed",
            "7",
            "--print-config");
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.out()).contains("length=5\n", "top-k=4\n", "seed=7\n");
  }

  @Test
  void allWrongSettingsAreNamedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.conf"), "training { epoch = 3, epochs = 0 }");
    Execution execution =
        Execution.of(
            "train", "--conf", file.toString(), "--set", "seed=x", "--set", "model.layers=0");
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).isEqualTo("4 things are wrong with the configuration:");
    assertThat(execution.err())
        .contains(
            file + " sets training.epoch,",
            "training.epochs is 0",
            "seed is \"x\"",
            "model.layers is 0");
  }

  @Test
  void settingsAreShownWithWhatTheyMean() {
    Execution all = Execution.of("settings");
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out())
        .contains(
            "# Passes over the training split; 0 with model.weights-from: the weights are the model.%ntraining.epochs = 10%n"
                .formatted(),
            "# training.schedule.*")
        .doesNotContain("# default:");
    Execution some =
        Execution.of("settings", "training.schedule", "--set", "training.schedule.name=step");
    assertThat(some.out())
        .contains("training.schedule.name = step    # default: constant%n".formatted())
        .doesNotContain("training.epochs =");
    Execution none = Execution.of("settings", "training.shedule");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.error()).contains("training.shedule is no", "did you mean training.schedule?");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ravel --help",
    "tarin, ravel --help",
    "train --wat, ravel train --help",
    "train --set epochs, ravel train --help",
    "train --conf, ravel train --help",
    "prepare --prime x, ravel prepare --help",
  })
  void wrongUsageSaysWhereHelpIs(String line, String help) {
    Execution execution = Execution.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).isNotEmpty();
    assertThat(execution.err()).contains("try: " + help);
    assertThat(execution.showsStackTrace()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "train", "evaluate", "generate", "settings", "sample-corpus"})
  void everyCommandHasHelp(String command) {
    Execution execution = Execution.of(command, "--help");
    assertThat(execution.exitCode()).isZero();
    assertThat(execution.out()).contains("Usage: ravel " + command);
    assertThat(Execution.of("help", command).out()).isEqualTo(execution.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rule dates | --rule is dates, but it is for --task translation",
        "--sequences 7 | --sequences is 7, but --task language-model writes sentences; give --sentences",
        "--task labelling --rule sums | --rule is sums, but it is for --task translation",
        "--task tree --sentences 7 | --sentences is 7, but it is for --task language-model; give --sequences instead with --task tree",
        "--sentences 0 | --sentences is 0 but must be at least 1",
        "--task classification --sequences -1 | --sequences is -1 but must be at least 1",
        "--task labelling --copy 0 | --copy is 0 but must be at least 1",
        "--language reber --copy 5 | --copy is for examples of a task, but strings of a language are asked for",
        "--language reber --opposed | --opposed is for examples of a task"
      })
  void optionsOfASampleThatCannotWorkAreRefused(String options, String message) {
    Path file = folder.resolve("a.txt");
    List<String> arguments = new ArrayList<>(List.of("sample-corpus"));
    arguments.addAll(List.of(options.split(" ")));
    arguments.add(file.toString());
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error()).startsWith(message);
    assertThat(file).doesNotExist();
  }

  @Test
  void helpDocumentsTheExitCodes() {
    assertThat(Execution.of("--help").out()).contains("Exit codes", "0", "1", "2", "3", "4");
    assertThat(Execution.of("--version").out()).startsWith("ravel ");
  }

  @Test
  void unexpectedFailuresFillOneLine() {
    SparkException failure =
        new SparkException("Job aborted.\nLost task 0.0\n\tat org.example.Deep(Deep.java:1)", null);
    Told told = told(failure);
    assertThat(told.exitCode()).isEqualTo(1);
    assertThat(told.text().lines()).hasSize(1);
    assertThat(told.text()).contains("Job aborted.", "--verbose").doesNotContain("Deep.java");
  }

  @Test
  void failuresOfExecutorsAreToldAsTheirCause() {
    Told told = told(new SparkException("Job aborted.", new InputException("the file is torn")));
    assertThat(told.exitCode()).isEqualTo(3);
    assertThat(told.text()).isEqualTo("error: the file is torn" + System.lineSeparator());
  }

  private record Told(int exitCode, String text) {}

  private static Told told(Exception failure) {
    StringWriter err = new StringWriter();
    CommandLine command = RavelCommand.commandLine().setErr(new PrintWriter(err, true));
    return new Told(Failures.report(failure, command, null), err.toString());
  }
}
