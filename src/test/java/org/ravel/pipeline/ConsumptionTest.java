package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.shard.Manifest;

class ConsumptionTest {
  private final Consumption two = Consumption.of(manifest("v", "a", "b"));

  @Test
  void holdsForTheSameShardsAndForThoseThatGrewFromThem() {
    assertThat(two.generationsOf(manifest("v", "a", "b"))).isEqualTo(2);
    assertThat(two.generationsOf(manifest("v", "a", "b", "c", "d"))).isEqualTo(2);
  }

  @Test
  void saysNothingOfShardsThatWereMadeAgain() {
    assertThat(two.generationsOf(manifest("v", "a"))).isZero();
    assertThat(two.generationsOf(manifest("v", "ab"))).isZero();
    assertThat(two.generationsOf(manifest("v", "b", "a", "c"))).isZero();
    assertThat(two.generationsOf(manifest("w", "a", "b"))).isZero();
  }

  private static Manifest manifest(String vocabulary, String... inputs) {
    List<Manifest.Generation> generations = new ArrayList<>();
    for (String input : inputs) {
      generations.add(new Manifest.Generation(generations.size() + 1, input, 1, null, Map.of()));
    }
    return new Manifest(
        2,
        "language-model",
        List.of(),
        8,
        10,
        "",
        vocabulary,
        "",
        List.of(),
        Map.of(),
        generations);
  }
}
