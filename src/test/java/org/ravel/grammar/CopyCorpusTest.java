package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class CopyCorpusTest {
  private static final Pattern LINE =
      Pattern.compile("\\{\"text\": \"(.*)\", \"labels\": \"(.*)\"}");

  @Test
  void theSymbolsAreSaidAgainBehindTheSign() {
    CopyCorpus corpus = new CopyCorpus(7, 500, 3);
    Map<String, Integer> counts = new HashMap<>();
    List<String> lines = corpus.text().lines().toList();
    assertThat(lines).hasSize(500).doesNotHaveDuplicates();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      List<String> read = List.of(matcher.group(1).split(" ", -1));
      List<String> said = List.of(matcher.group(2).split(" ", -1));
      assertThat(read).hasSize(23);
      assertThat(read.subList(10, 23)).containsExactly("- - > - - - - - - - - - -".split(" ", -1));
      assertThat(said.subList(0, 13)).containsOnly("-");
      assertThat(said.subList(13, 23)).isEqualTo(read.subList(0, 10));
      read.subList(0, 10).forEach(symbol -> counts.merge(symbol, 1, Integer::sum));
    }
    assertThat(counts).hasSize(8);
    // 625 are expected of each, with a deviation of 23.
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 625) < 120);
    assertThat(new CopyCorpus(7, 500, 3).text()).isEqualTo(corpus.text());
  }

  @Test
  void whoRemembersNothingGuessesTenSymbols() {
    CopyCorpus corpus = new CopyCorpus(1, 1, 100);
    assertThat(corpus.steps()).isEqualTo(120);
    assertThat(corpus.lossWithoutMemory()).isCloseTo(10 * Math.log(8) / 120, within(1e-12));
    assertThat(corpus.accuracyWithoutMemory()).isCloseTo((110 + 1.25) / 120, within(1e-12));
  }

  @Test
  void lagsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new CopyCorpus(1, 1, 0))
        .isInstanceOf(InputException.class)
        .hasMessage("the lag is 0 but must lie between 1 and 100,000");
    assertThatThrownBy(() -> new CopyCorpus(1, 0, 1)).hasMessageContaining("sequences is 0");
  }
}
