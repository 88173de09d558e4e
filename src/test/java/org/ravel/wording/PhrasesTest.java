package org.ravel.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {
  /** Nouns of which a message may count just one. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "\"[^\"\n]*%,?d (files|rows|shard files|documents|sources|executors|cores)\\b[^\"\n]*\"");

  @Test
  void oneIsSingularAndAllElseIsPlural() {
    assertThat(Phrases.count(0, "file")).isEqualTo("0 files");
    assertThat(Phrases.count(1, "file")).isEqualTo("1 file");
    assertThat(Phrases.count(12_345, "file")).isEqualTo("12,345 files");
    assertThat(Phrases.count(1, "entry is", "entries are")).isEqualTo("1 entry is");
    assertThat(Phrases.count(2, "entry is", "entries are")).isEqualTo("2 entries are");
  }

  @Test
  void listsAreWordsAndNotJavas() {
    assertThat(Phrases.list(List.of())).isEmpty();
    assertThat(Phrases.list(List.of("a", "b"))).isEqualTo("a, b");
    assertThat(Phrases.list(List.of(1, 2, 3, 4, 5))).isEqualTo("1, 2, 3 and 2 more");
  }

  @Test
  void textFromDataCannotSteerATerminal() {
    assertThat(Phrases.shown("B-ä 中 😀 ½")).isEqualTo("B-ä 中 😀 ½");
    // An escape sequence, a line feed, an override of the direction, half of a pair, a separator.
    assertThat(Phrases.shown("\u001b[2J\n\u202ex\ud800\u2028"))
        .isEqualTo("U+001B[2JU+000AU+202ExU+D800U+2028");
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0:00", "59.6, 1:00", "3599, 59:59", "3600, 1:00:00", "100000, 27:46:40"})
  void secondsAreAClock(double seconds, String clock) {
    assertThat(Phrases.clock(seconds)).isEqualTo(clock);
  }

  @Test
  void nobodyElseCountsThingsOfWhichThereMayBeOne() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String code = Files.readString(source);
        // Other messages are about defects, and for programmers.
        if (code.contains("org.ravel.error.") || code.contains("tell(")) {
          COUNTED.matcher(code).results().forEach(m -> found.add(source + ": " + m.group()));
        }
      }
    }
    assertThat(found).as("messages that should use Phrases.count").isEmpty();
  }
}
