package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.Split;
import org.ravel.example.ExampleTally.Counted;

class ExampleTallyTest {

  private static ExampleTally tally(boolean targets, String... labels) {
    ExampleTally tally =
        new ExampleTally(new Counted(false, false, false, 0, KnownLabels.ANY, targets, 0));
    ReadSteps read = new ReadSteps.OfTokens(List.of("x"));
    tally.accept(
        new PlacedExample(new LabelledSteps(read, List.of(labels), false), Split.TRAIN, 0, ""));
    return tally;
  }

  /** What ends a set is no label, but an empty token of a target is a token. */
  @Test
  void endsOfSetsAreNotCountedAndEmptyTokensAre() {
    assertThat(tally(false, "a", "", "b", "a", "").sums(0).labels())
        .isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(tally(true, "a", "", "b").targets()).isEqualTo(Map.of("a", 1L, "", 1L, "b", 1L));
  }
}
