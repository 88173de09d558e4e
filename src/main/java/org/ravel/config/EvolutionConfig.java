package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Settings of {@code training.method = evolution}.
 *
 * @param search what becomes of a generation
 * @param population candidates of a generation; null for the search's own number
 * @param deviation standard deviation of the first generation's noise
 * @param growth hill climbing: factor of the noise after a generation that is better
 * @param decay hill climbing: factor of the noise after one that is not
 */
public record EvolutionConfig(
    SearchKind search, Integer population, double deviation, double growth, double decay) {
  private static final int MOST_CANDIDATES = 10_000;

  /** What becomes of a generation. */
  public enum SearchKind {
    /** The best weights are kept, and mutated. */
    @JsonProperty("hill-climbing")
    HILL_CLIMBING,
    /** Covariance matrix adaptation (Hansen 2016). */
    @JsonProperty("cma-es")
    CMA_ES
  }

  public EvolutionConfig {
    Require.present("training.evolution.search", search);
    if (population != null) {
      Require.between(2, MOST_CANDIDATES, "training.evolution.population", population);
    }
    Require.positive("training.evolution.deviation", deviation);
    Require.that(
        growth >= 1 && Double.isFinite(growth),
        "training.evolution.growth",
        growth,
        "be at least 1 and finite");
    Require.that(
        decay > 0 && decay <= 1, "training.evolution.decay", decay, "be above 0 and at most 1");
  }
}
