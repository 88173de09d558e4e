package org.ravel.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedTest {
  private static final Decoded.Diversity NONE = new Decoded.Diversity(1, 1, 1, 1);

  @Test
  void aModelIsHeldAgainstTheBaselineWithTheHighestBleu() {
    Decoded.Baseline first = baseline("first", 3, 50);
    Decoded.Baseline second = baseline("second", 5, 20);
    assertThat(output(6, 10, first, second).unbeaten()).isEmpty();
    assertThat(output(5, 60, first, second).unbeaten())
        .contains(new Decoded.Unbeaten("BLEU", 5, "second", 5));
    assertThat(output(0, 60, first, second).unbeaten())
        .contains(new Decoded.Unbeaten("BLEU", 0, "second", 5));
    assertThat(output(0, 0).unbeaten()).isEmpty();
  }

  /** Sums, such as 867, are right or wrong, but no text has four words. */
  @Test
  void withoutAnyBleuCharactersDecide() {
    Decoded.Baseline first = baseline("first", 0, 9);
    Decoded.Baseline second = baseline("second", 0, 13);
    assertThat(output(0, 100, second, first).bestBaseline()).contains(second);
    assertThat(output(0, 100, second, first).unbeaten()).isEmpty();
    assertThat(output(0, 12, second, first).unbeaten())
        .contains(new Decoded.Unbeaten("chrF", 12, "second", 13));
    assertThat(output(1, 12, second, first).unbeaten()).isEmpty();
  }

  private static Decoded.Baseline baseline(String name, double bleu, double chrf) {
    return new Decoded.Baseline(name, "", 10, 0, bleu, chrf);
  }

  private static Decoded.Output output(double bleu, double chrf, Decoded.Baseline... baselines) {
    return new Decoded.Output(
        10,
        0,
        new Decoded.Score(bleu, ""),
        new Decoded.Score(bleu, ""),
        new Decoded.Score(chrf, ""),
        20,
        20,
        NONE,
        NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(baselines));
  }
}
