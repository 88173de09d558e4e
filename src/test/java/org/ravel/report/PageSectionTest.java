package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;

class PageSectionTest {
  private static final String PAGE =
      """
      <main>
      <section id="states">
      <h2>States</h2>
      <h3>Of a layer</h3>
      <figure>one</figure>
      </section>
      <section id="automata">
      <h2>Automata</h2>
      </section>
      </main>
      """;

  @Test
  void aSectionHasLowerHeadingsAndNoName() {
    assertThat(PageSection.of(PAGE, "states"))
        .isEqualTo("<h4>States</h4>\n<h5>Of a layer</h5>\n<figure>one</figure>");
    assertThat(PageSection.of(PAGE, "automata")).isEqualTo("<h4>Automata</h4>");
  }

  @Test
  void aSectionThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
    assertThatThrownBy(() -> PageSection.of(PAGE, "gates"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("lab.pictures names gates", "states, automata");
  }
}
