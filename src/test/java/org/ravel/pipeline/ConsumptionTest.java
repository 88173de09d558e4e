package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsumptionTest {
  private final Consumption two = Consumption.of(Manifests.of("v", "a", "b"));

  @Test
  void holdsForTheSameShardsAndForThoseThatGrewFromThem() {
    assertThat(two.generationsOf(Manifests.of("v", "a", "b"))).isEqualTo(2);
    assertThat(two.generationsOf(Manifests.of("v", "a", "b", "c", "d"))).isEqualTo(2);
  }

  @Test
  void saysNothingOfShardsThatWereMadeAgain() {
    assertThat(two.generationsOf(Manifests.of("v", "a"))).isZero();
    assertThat(two.generationsOf(Manifests.of("v", "ab"))).isZero();
    assertThat(two.generationsOf(Manifests.of("v", "b", "a", "c"))).isZero();
    assertThat(two.generationsOf(Manifests.of("w", "a", "b"))).isZero();
  }
}
