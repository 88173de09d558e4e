package org.ravel.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactVectorTest {
  /** Against decimal fractions, which add exactly, for terms of very different sizes and signs. */
  @Test
  void sumsAreThoseOfDecimalFractionsInAnyOrder() {
    Random random = new Random(3);
    for (int trial = 0; trial < 2000; trial++) {
      List<Double> terms = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(30); i++) {
        terms.add(random.nextGaussian() * Math.pow(2, random.nextInt(200) - 100));
      }
      terms.add(-terms.get(0));
      BigDecimal exact =
          terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum(terms).get(0)).as("trial %d", trial).isEqualTo(exact.doubleValue());
      Collections.shuffle(terms, random);
      ExactVector halves = sum(terms.subList(0, terms.size() / 2));
      ExactVector both = halves.plus(sum(terms.subList(terms.size() / 2, terms.size())));
      assertThat(both.values()).as("trial %d", trial).containsExactly(exact.doubleValue());
    }
  }

  /** 1 + 2^-53 lies between two doubles; what is added to it decides. */
  @Test
  void aSumIsRoundedOnce() {
    double half = Math.pow(2, -53);
    assertThat(sum(List.of(1.0, half)).get(0)).isEqualTo(1);
    assertThat(sum(List.of(1.0, half, 1e-40)).get(0)).isEqualTo(Math.nextUp(1.0));
    assertThat(sum(List.of(1.0, half, -1e-40)).get(0)).isEqualTo(1);
  }

  @Test
  void termsOfLikeSizesAreFewDoubles() {
    Random random = new Random(5);
    List<Double> terms = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      terms.add(Math.abs(random.nextGaussian()));
    }
    assertThat(sum(terms).parts(0)).isLessThanOrEqualTo(4);
  }

  @Test
  void whatIsNotFiniteStays() {
    assertThat(sum(List.of(1.0, Double.NaN, 2.0)).get(0)).isNaN();
    assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY, 2.0)).get(0)).isInfinite();
  }

  private static ExactVector sum(List<Double> terms) {
    return terms.stream()
        .map(term -> ExactVector.of(new double[] {term}))
        .reduce(ExactVector::plus)
        .orElseThrow();
  }
}
