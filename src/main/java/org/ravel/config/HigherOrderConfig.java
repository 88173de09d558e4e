package org.ravel.config;

import java.util.List;

/**
 * Settings of {@code cell = higher-order}.
 *
 * @param back how many steps back each connection reaches, ascending
 */
public record HigherOrderConfig(List<Integer> back) {
  /** A state has the units of so many steps at most. */
  private static final int FARTHEST = 1000;

  public HigherOrderConfig {
    String key = "model.higher-order.back";
    Require.present(key, back);
    Require.that(!back.isEmpty(), key, back, "have at least one number of steps");
    int last = 0;
    for (Integer steps : back) {
      Require.that(
          steps != null && steps > last && steps <= FARTHEST,
          key,
          back,
          "ascend between 1 and %,d".formatted(FARTHEST));
      last = steps;
    }
    back = List.copyOf(back);
  }
}
