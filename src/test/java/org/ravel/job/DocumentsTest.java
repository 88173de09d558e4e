package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.config.BuildInfo;
import org.ravel.config.ConfigLoader;
import org.ravel.config.DocumentedSetting;
import picocli.CommandLine;

/** What the documents show exists: commands, their options, settings, files of the checkout. */
class DocumentsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");
  private static final Pattern SETTING = Pattern.compile("([a-z]+(\\.[a-z][a-z0-9-]*)+)( ?=.*)?");
  private static final Pattern FILE =
      Pattern.compile("(jobs|conf|src|data-samples)/[A-Za-z0-9_./-]+");

  /** Endings of names that look like settings. */
  private static final Pattern FILE_NAME =
      Pattern.compile(
          ".*\\.(json|jsonl|conf|csv|html|zip|parquet|txt|sh|py|md|xml|gz|jar|file|yaml)");

  private static final CommandLine RAVEL = RavelCommand.commandLine();

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> site = Files.list(Path.of("src/site/markdown"))) {
      return Stream.concat(
          site.sorted(), Stream.of(Path.of("README.md"), Path.of("data-samples/README.md")))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandLinesCanBeParsedAndTheirSettingsExist(Path document) {
    for (String line : commandLines(text(document))) {
      List<String> words = words(line);
      int command = indexOf(words, RAVEL.getSubcommands()::containsKey);
      assertThat(command).as("a command of ravel in %s: %s", document, line).isNotNegative();
      List<String> arguments = words.subList(command, words.size());
      assertThatCode(() -> RAVEL.parseArgs(arguments.toArray(String[]::new)))
          .as("%s: %s", document, line)
          .doesNotThrowAnyException();
      Map<String, String> settings = settings(arguments);
      String file = configuration(document, arguments);
      assertThatCode(() -> ConfigLoader.load("none", file, settings))
          .as("%s: %s", document, line)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void settingsInTheTextExist(Path document) {
    Set<String> known =
        DocumentedSetting.below("", ConfigLoader.load("none", "", Map.of()).text()).stream()
            .map(DocumentedSetting::key)
            .collect(Collectors.toSet());
    Set<String> groups =
        known.stream().map(key -> key.split("\\.", 2)[0]).collect(Collectors.toSet());
    for (String code : inline(text(document))) {
      Matcher setting = SETTING.matcher(code);
      if (setting.matches() && !FILE_NAME.matcher(setting.group(1)).matches()) {
        String key = setting.group(1);
        if (groups.contains(key.split("\\.", 2)[0]) && !isOfAReport(document, key)) {
          assertThat(known).as("%s: %s", document, code).contains(key);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void optionsOfCommandsInTheTextExist(Path document) {
    for (String code : inline(text(document))) {
      List<String> words = words(code.replaceFirst("^(jobs/)?ravel ", ""));
      CommandLine command = words.isEmpty() ? null : RAVEL.getSubcommands().get(words.get(0));
      for (String word : words) {
        if (command != null && command.getSubcommands().containsKey(word)) {
          command = command.getSubcommands().get(word);
        }
        if (command != null && word.startsWith("--")) {
          assertThat(command.getCommandSpec().optionsMap().keySet())
              .as("%s: %s", document, code)
              .contains(word.replaceFirst("=.*", ""));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void filesOfTheCheckoutExist(Path document) {
    String text = text(document);
    for (String code : inline(text)) {
      if (FILE.matcher(code).matches() && !code.endsWith("-")) {
        assertThat(Path.of(code)).as("%s", document).exists();
      }
    }
    Matcher link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(text);
    while (link.find()) {
      Path directory = document.getParent() == null ? Path.of("") : document.getParent();
      assertThat(directory.resolve(link.group(1))).as("%s", document).exists();
    }
  }

  @Test
  void onnxRuntimeIsNamedWithTheVersionOfTheBuild() {
    List<Path> files =
        List.of(Path.of("src/site/markdown/captions.md"), Path.of("jobs/yarn-features"));
    for (Path file : files) {
      Matcher named = Pattern.compile("onnxruntime:onnxruntime:([0-9.]+)").matcher(text(file));
      assertThat(named.find()).as("%s", file).isTrue();
      assertThat(named.group(1)).as("%s", file).isEqualTo(BuildInfo.onnxRuntime());
    }
  }

  /** The README says that they are. */
  @Test
  void theConfigurationInOneScreenShowsDefaults() {
    String section = text(Path.of("README.md")).split("## Configuration in one screen", 2)[1];
    Config example = ConfigFactory.parseString(hocon(section));
    Config defaults = ConfigFactory.parseString(ConfigLoader.load("none", "", Map.of()).text());
    for (Map.Entry<String, ConfigValue> setting : example.entrySet()) {
      if (!Set.of("output", "corpus.input", "scoring.input").contains(setting.getKey())) {
        assertThat(String.valueOf(setting.getValue().unwrapped()))
            .as(setting.getKey())
            .isEqualTo(String.valueOf(defaults.getValue(setting.getKey()).unwrapped()));
      }
    }
    assertThat(example.entrySet()).hasSizeGreaterThan(20);
  }

  /** The first block of code. */
  private static String hocon(String section) {
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("    "))
        .takeWhile(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  /** Keys of report.json have the names of groups of settings. */
  private static boolean isOfAReport(Path document, String key) {
    return document.toString().endsWith("report.md") || key.matches(".*[A-Z].*");
  }

  private static List<String> commandLines(String text) {
    return text.replaceAll("\\\\\n *", " ")
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(String::strip)
        .filter(line -> line.startsWith("jobs/ravel "))
        .map(line -> line.replaceFirst(" +#.*| *[|>].*", ""))
        .toList();
  }

  private static List<String> inline(String text) {
    String prose =
        text.lines().filter(line -> !line.startsWith("    ")).collect(Collectors.joining(" "));
    List<String> code = new ArrayList<>();
    Matcher matcher = CODE.matcher(prose);
    while (matcher.find()) {
      code.add(matcher.group(1).replaceAll(" +", " "));
    }
    return code;
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
        .toList();
  }

  /** What {@code --conf} names: a file of the checkout, or one that the document shows. */
  private static String configuration(Path document, List<String> arguments) {
    int conf = arguments.indexOf("--conf");
    if (conf < 0 || arguments.get(conf + 1).contains(":")) {
      return "";
    }
    String name = arguments.get(conf + 1);
    return name.startsWith("conf/")
        ? text(Path.of(name))
        : hocon(text(document).split("`" + name + "`", 2)[1]);
  }

  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals("--set")) {
        String[] setting = arguments.get(i + 1).split("=", 2);
        settings.put(setting[0], setting[1].replaceAll("^['\"]|['\"]$", ""));
      }
    }
    return settings;
  }

  private static int indexOf(List<String> words, Predicate<String> fits) {
    return Arrays.asList(words.stream().map(fits::test).toArray()).indexOf(true);
  }

  private static String text(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
