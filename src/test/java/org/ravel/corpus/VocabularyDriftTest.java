package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;

/** Against arithmetic by hand. */
class VocabularyDriftTest {
  private static Vocabulary vocabulary(long unknown, long a, long b) {
    return new Vocabulary(
        Tokenizer.of(TokenizerKind.CHARACTER, false),
        Documents.NONE,
        new String[] {"<unk>", "a", "b"},
        new long[] {unknown, a, b},
        null);
  }

  @Test
  void halfAgainstAllOfOneTokenIsAThirdOfABitOrSo() {
    // p = (0, 1/2, 1/2), q = (0, 1, 0), m = (0, 3/4, 1/4):
    // 1/2 (1/2 log2 2/3 + 1/2 log2 2) + 1/2 log2 4/3 = 3/4 log2 4/3 = 3/2 - 3/4 log2 3.
    VocabularyDrift drift = VocabularyDrift.of(vocabulary(0, 5, 5), new long[] {0, 7, 0});
    assertThat(drift.divergence()).isCloseTo(0.311278124459133, within(1e-15));
    assertThat(drift.tokens()).isEqualTo(7);
    assertThat(drift.unknownIncrease()).isZero();
  }

  @Test
  void sameFrequenciesAreNoDistanceAndDisjointOnesABit() {
    assertThat(VocabularyDrift.of(vocabulary(1, 2, 1), new long[] {100, 200, 100}).divergence())
        .isZero();
    assertThat(VocabularyDrift.of(vocabulary(0, 3, 0), new long[] {0, 0, 9}).divergence())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void unknownTokensAreComparedAsShares() {
    VocabularyDrift drift = VocabularyDrift.of(vocabulary(1, 6, 3), new long[] {3, 1, 0});
    assertThat(drift.unknownRate()).isEqualTo(0.75);
    assertThat(drift.countedUnknownRate()).isEqualTo(0.1);
    assertThat(drift.unknownIncrease()).isCloseTo(0.65, within(1e-15));
  }

  @Test
  void aVocabularyWithoutCountsSaysNothing() {
    assertThat(VocabularyDrift.of(vocabulary(0, 0, 0), new long[] {1, 1, 0}).divergence()).isNull();
  }
}
