package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class MarkerCorpusTest {
  private static final int SEQUENCES = 4000;

  /** The scores are counted again, from the lines. */
  @Test
  void whoeverKnowsTheSourceHasTheScoresThatItSays() {
    MarkerCorpus corpus = new MarkerCorpus(3, SEQUENCES);
    List<String> lines = corpus.text().lines().toList();
    assertThat(lines).hasSize(SEQUENCES);
    int wrong = 0;
    int exact = 0;
    int both = 0;
    int sizes = 0;
    for (String line : lines) {
      String[] parts = line.replaceAll("[{}\"\\[\\]]", "").split("text: |, labels: ", -1);
      List<String> words = Arrays.asList(parts[1].split(" "));
      assertThat(words).hasSize(5).contains("but").doesNotHaveDuplicates();
      Set<String> before = new HashSet<>(words.subList(0, words.indexOf("but")));
      Set<String> labels =
          Arrays.stream(parts[2].split(", "))
              .filter(label -> !label.isEmpty())
              .collect(Collectors.toSet());
      assertThat(words).containsAll(labels);
      Set<String> common = new HashSet<>(before);
      common.retainAll(labels);
      wrong += before.size() + labels.size() - 2 * common.size();
      exact += before.equals(labels) ? 1 : 0;
      both += common.size();
      sizes += before.size() + labels.size();
    }
    assertThat(corpus.bestHammingLoss()).isCloseTo(wrong / (4.0 * SEQUENCES), within(1e-12));
    assertThat(corpus.bestHammingLoss()).isCloseTo(0.1, within(0.01));
    assertThat(corpus.bestExactMatch()).isCloseTo((double) exact / SEQUENCES, within(1e-12));
    assertThat(corpus.bestExactMatch()).isCloseTo(Math.pow(0.9, 4), within(0.025));
    assertThat(corpus.bestMicroF1()).isCloseTo(2.0 * both / sizes, within(1e-12));
    assertThat(MarkerCorpus.entropy())
        .isCloseTo(-4 * (0.1 * Math.log(0.1) + 0.9 * Math.log(0.9)), within(1e-12));
    assertThat(new MarkerCorpus(3, SEQUENCES).text()).isEqualTo(corpus.text());
    assertThat(new MarkerCorpus(4, SEQUENCES).text()).isNotEqualTo(corpus.text());
  }

  @Test
  void aNumberThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> new MarkerCorpus(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is 0 but must be at least 1");
  }
}
