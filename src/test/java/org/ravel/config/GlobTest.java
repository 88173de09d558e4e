package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.txt         | a.txt             | true",
        "*.txt         | day/a.txt         | false",
        "*.txt         | atxt              | false",
        "**.txt        | day/a.txt         | true",
        "**/a.txt      | a.txt             | true",
        "**/a.txt      | ../x/day/a.txt    | true",
        "**/a.txt      | ba.txt            | false",
        "day?/**       | day2/x/a.txt      | true",
        "day?/**       | day/2/a.txt       | false",
        "{a,b/*}.txt   | b/c.txt           | true",
        "{a,b/*}.txt   | c.txt             | false",
        "[a-c]1        | b1                | true",
        "[!a-c]1       | b1                | false",
        "[!a-c]1       | /1                | false",
        "[[^]1         | ^1                | true",
        "\\*.txt       | *.txt             | true",
        "\\*.txt       | a.txt             | false",
        "a+(b)$        | a+(b)$            | true",
        "a,b}          | a,b}              | true",
        "hdfs://h/**/д | hdfs://h/x/д      | true",
      })
  void matches(String glob, String name, boolean matches) {
    assertThat(new Glob(glob).pattern().matcher(name).matches()).isEqualTo(matches);
  }

  @Test
  void namesMayHoldLineEnds() {
    assertThat(new Glob("a**c").pattern().matcher("a\n/c").matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a,b", "[a", "[]", "[z-a]"})
  void whatIsNoPatternIsNamed(String glob) {
    assertThatThrownBy(() -> new Glob(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("be patterns of names of files")
        .hasMessageContaining(glob);
  }
}
