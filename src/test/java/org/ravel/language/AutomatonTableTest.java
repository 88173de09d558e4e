package org.ravel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.InputException;

/** Automata as text. */
class AutomatonTableTest {

  @Test
  void aTableIsAnAutomaton() {
    Language<?> language =
        Language.of(
            "mine",
            AutomatonTable.parse(
                """
                # No 0 behind a 1; the sink is allowed.
                start A
                accept A B
                A 0 A
                A 1 B
                B 1 B
                B 0 sink
                sink 0 sink
                """));
    assertThat(language.symbols()).containsExactly("0", "1");
    assertThat(language.automaton().orElseThrow().states()).isEqualTo(2);
    assertThat(language.contains(language.string("0 0 1"))).isTrue();
    assertThat(language.contains(language.string(""))).isTrue();
    assertThat(language.contains(language.string("0 1 0"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
start A;accept A;A 0 A;A 0 B         | line 4 of the automaton: 0 leads from A to B, but an earlier line says to A
start A;start B                      | line 2 of the automaton names a second start, B
accept A;A 0 A                       | has no start; add a line such as start A
start A;accept C;A 0 A               | accepts in C, but no line leads there; its states are A
start A;A 0 A                        | accepts no string
start A;accept A;A 0 A;B 0 A         | state B cannot be reached from its start A
start A;accept A;A 0                 | line 3 of the automaton, 'A 0', cannot be read
start A;accept A                     | the language has no symbols
start A;accept A;A $ A               | the symbol $ marks the end of a string
""")
  void mistakesAreNamed(String lines, String message) {
    assertThatThrownBy(() -> AutomatonTable.parse(lines.replace(';', '\n')))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
