package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularySelection;
import org.ravel.sequence.Values;
import org.ravel.table.SourceRecord;

class StringAnswersTest {
  private static final StringAnswers BOTH = new StringAnswers("legal", "label");

  private static SourceRecord record(Object legal, Object label) {
    return new SourceRecord(null, List.of("legal", "label"), Arrays.asList(legal, label));
  }

  @Test
  void eachSymbolHasASetAndTheLastOneTheAnswer() throws MalformedExample {
    SourceRecord record = record(List.of("b a", "", List.of("$")), "accept");
    assertThat(BOTH.read(record, 3)).containsExactly("a", "b", "", "", "$", "<accept>", "");
    assertThat(new StringAnswers("legal", null).read(record, 3))
        .containsExactly("a", "b", "", "", "$", "");
    assertThat(new StringAnswers(null, "label").read(record, 2))
        .containsExactly("", "<accept>", "");
    for (Object no : List.of("reject", false, 0, "0")) {
      assertThat(new StringAnswers(null, "label").read(record(null, no), 1)).containsExactly("");
    }
  }

  @Test
  void setsAreEncodedWithTheNumberOfWhatIsNoLabel() {
    Vocabulary labels = VocabularySelection.labels(Map.of("a", 2L, "$", 1L));
    Values.OfSets sets =
        (Values.OfSets) ExampleEncoder.sets(labels, List.of("a", "x", "", "", "$", ""));
    assertThat(sets.sets()).isDeepEqualTo(new int[][] {{0, labels.unknown()}, {}, {1}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b   | 3 | accept | has 3 symbols but 2 sets of legal ones in column legal",
        "a,b   | 2 | maybe  | has maybe in column label, which must be accept or reject",
        "a,<accept> | 2 | accept | has <accept> in column legal",
      })
  void malformedAnswersAreRefused(String sets, int steps, String label, String message) {
    assertThatThrownBy(() -> BOTH.read(record(List.of(sets.split(",")), label), steps))
        .isInstanceOf(MalformedExample.class)
        .hasMessageContaining(message);
  }

  @Test
  void cellsThatAreNoListsAreRefused() {
    assertThatThrownBy(() -> BOTH.read(record("a b", "accept"), 2))
        .hasMessageContaining("must be a list with a set for each symbol");
    assertThatThrownBy(() -> BOTH.read(record(List.of(1.5), "accept"), 1))
        .hasMessageContaining("each set must be a text or a list of symbols");
    assertThatThrownBy(() -> BOTH.read(record(List.of("a"), null), 1))
        .hasMessageContaining("has nothing in column label");
  }
}
