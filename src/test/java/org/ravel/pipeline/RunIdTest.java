package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;

class RunIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20", "7", "night_7.b", "A"})
  void namesOfFoldersAreIds(String text) {
    assertThat(new RunId(text)).hasToString(text);
  }

  /** Such as would lie elsewhere, be hidden, or stand where the page of all runs does. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", ".lock", "a/b", "a b", "-a", "2026-11-20T02:00", "index.html"})
  void othersAreRefused(String text) {
    assertThatThrownBy(() -> new RunId(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--run-id is \"%s\" but must be", text)
        .hasMessageContaining("such as 2026-11-20");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1000})
  void norMayTheyBeTooLong(int length) {
    assertThat(new RunId("a".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new RunId("a".repeat(length)))
        .isInstanceOf(ConfigurationException.class);
  }
}
