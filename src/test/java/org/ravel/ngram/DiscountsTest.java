package org.ravel.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountsTest {
  /** Y = 4/8, so D1 = 1 − 2·½·2/4, D2 = 2 − 3·½·1/2 and D3+ = 3 − 4·½·1/1. */
  @Test
  void areThoseOfChenAndGoodman() {
    Discounts discounts = Discounts.of(4, 2, 1, 1);
    assertThat(discounts).isEqualTo(new Discounts(0.5, 1.25, 1, false));
    assertThat(discounts.from(1)).isEqualTo(0.5);
    assertThat(discounts.from(2)).isEqualTo(1.25);
    assertThat(discounts.from(3)).isEqualTo(1);
    assertThat(discounts.from(1000)).isEqualTo(1);
    assertThat(discounts.from(10, 4, 2)).isEqualTo(10 * 0.5 + 4 * 1.25 + 2 * 1);
  }

  /** No n-grams of a count; D2 = 2 − 3·(1/3)·4/1 below 0; D3+ = 3 − 4·½·2/1 below 0. */
  @ParameterizedTest
  @CsvSource({"0, 2, 1, 1", "4, 0, 1, 1", "4, 2, 0, 1", "1, 1, 4, 1", "4, 2, 1, 2", "0, 0, 0, 0"})
  void fallBackWhereTheFormulasGiveNone(long n1, long n2, long n3, long n4) {
    assertThat(Discounts.of(n1, n2, n3, n4)).isEqualTo(new Discounts(0.5, 1, 1.5, true));
  }
}
