package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.config.RavelConfig;
import org.ravel.storage.Storage;
import picocli.CommandLine;

/** The questions of conf/lab can be asked: their settings, their samples and what looks at them. */
class LabRowsTest {
  /**
   * Parts of the page of inspect-dynamics that a network with a true automaton, or without one,
   * has.
   */
  private static final Set<String> PICTURES =
      Set.of(
          "cycles",
          "automata",
          "paths-of-strings",
          "states-by-the-last-symbol",
          "states-by-the-true-automaton",
          "limit-set-of-random-strings");

  private static final Storage STORAGE = new Storage(new Configuration());

  static List<String> rows() {
    return load("conf/lab/lab.conf", Map.of()).lab().rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothFormsOfEachVariantCanBeRun(String row) throws IOException {
    assertThat(Files.readString(Path.of(row))).contains("jobs/ravel lab --conf " + row);
    Set<String> outputs = new HashSet<>();
    for (String form : List.of("full", "quick")) {
      Map<String, String> settings = new LinkedHashMap<>(Map.of("lab.form", form));
      settings.putAll(load(row, settings).lab().quickSettings());
      List<String> variants = load(row, settings).lab().variants();
      for (String variant : variants.isEmpty() ? List.of("") : variants) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (!variant.isEmpty()) {
          all.put("lab.variant", variant);
        }
        RavelConfig config = load(row, all);
        assertThat(outputs.add(config.output())).as(config.output()).isTrue();
        assertThat(config.output()).contains("lab/" + form);
        assertThat(config.sweep().settings()).isNotEmpty();
        assertThat(config.sweep().goal().value()).isNotNull();
        assertThat(config.lab().title()).isNotNull();
        assertThat(config.lab().question()).matches(".*[.?]").doesNotContain("null");
        assertThat(PICTURES).containsAll(config.lab().pictures());
        parse("sample-corpus", config.lab().samples().training(), "x");
        parse("sample-corpus", config.lab().samples().validation(), "x");
        parse("sample-corpus", config.lab().samples().test(), "x");
        parse("inspect-dynamics", config.lab().inspect());
      }
    }
  }

  private static RavelConfig load(String file, Map<String, String> settings) {
    return JobCommand.load(STORAGE, file, settings).values();
  }

  private static void parse(String command, String options, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    if (options != null) {
      words.addAll(
          new StringTokenizer(
                  options,
                  StringMatcherFactory.INSTANCE.splitMatcher(),
                  StringMatcherFactory.INSTANCE.quoteMatcher())
              .getTokenList());
      words.addAll(List.of(more));
      CommandLine ravel = RavelCommand.commandLine();
      assertThatCode(() -> ravel.parseArgs(words.toArray(String[]::new)))
          .as("%s", words)
          .doesNotThrowAnyException();
    }
  }
}
