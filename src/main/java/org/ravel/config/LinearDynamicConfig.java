package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;

/**
 * The model of {@code kind = linear-dynamic}.
 *
 * @param structure what is known of the system beforehand
 * @param states numbers of a state of {@code structure = general}
 * @param iterations of expectation and maximisation, at most
 * @param tolerance it ends when the log-likelihood of a value rises by less
 */
public record LinearDynamicConfig(Structure structure, int states, int iterations, double tolerance)
    implements Serializable {
  private static final int MOST_STATES = 200;
  private static final int MOST_ITERATIONS = 100_000;

  /**
   * What is known of a system beforehand. Those of level, trend and season are the structural
   * models of Harvey (1989, Forecasting, Structural Time Series Models and the Kalman Filter): only
   * their variances are learned, and each number of a step has a system of its own.
   */
  public enum Structure {
    /** A level that walks, and noise. */
    LEVEL(1, false, "local level"),
    /** A level with a slope, both of which walk. */
    TREND(2, false, "local linear trend"),
    /** A level that walks, and a season. */
    @JsonAlias("level-season")
    LEVEL_SEASON(1, true, "local level and season"),
    /** A level, a slope and a season: the basic structural model. */
    @JsonAlias("trend-season")
    TREND_SEASON(2, true, "local linear trend and season"),
    /** Nothing: A, C, Q and R are learned. */
    GENERAL(0, false, "linear dynamic system");

    private final int levels;
    private final boolean seasonal;
    private final String words;

    Structure(int levels, boolean seasonal, String words) {
      this.levels = levels;
      this.seasonal = seasonal;
      this.words = words;
    }

    /** Whether A, C, Q and R are learned. */
    public boolean isGeneral() {
      return this == GENERAL;
    }

    /** Whether it has a season. */
    public boolean isSeasonal() {
      return seasonal;
    }

    /** Numbers of a state that are level and slope; 0 of a general system. */
    public int levels() {
      return levels;
    }

    /** How it is called in sentences. */
    public String words() {
      return words;
    }

    /** Numbers of the state of one number of a step; 0 of a general system. */
    public int statesOfOne(int season) {
      return levels + (seasonal ? season - 1 : 0);
    }
  }

  public LinearDynamicConfig {
    Require.present("model.linear-dynamic.structure", structure);
    Require.between(1, MOST_STATES, "model.linear-dynamic.states", states);
    Require.between(1, MOST_ITERATIONS, "model.linear-dynamic.iterations", iterations);
    Require.notNegative("model.linear-dynamic.tolerance", tolerance);
  }

  /** In words, such as {@code local level}. */
  String summary() {
    return structure.isGeneral()
        ? "%s, %d states".formatted(structure.words(), states)
        : structure.words();
  }
}
