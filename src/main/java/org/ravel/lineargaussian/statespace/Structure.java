package org.ravel.lineargaussian.statespace;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What is known of a system beforehand. Those of level, trend and season are the structural models
 * of Harvey (1989, Forecasting, Structural Time Series Models and the Kalman Filter): only their
 * variances are learned, and each number of a step has a system of its own.
 */
public enum Structure {
  /** A level that walks: {@code y = μ + v}. */
  LEVEL(1, false),
  /** A level with a slope, both of which walk. */
  TREND(2, false),
  /** A level that walks, and a season. */
  LEVEL_SEASON(1, true),
  /** A level, a slope and a season: the basic structural model. */
  TREND_SEASON(2, true),
  /** Nothing: A, C, Q and R are learned. */
  GENERAL(0, false);

  /** How much larger variances are at the start than that of the data. */
  private static final double UNKNOWN = 1e7;

  /** How fast a general system forgets before it has learned. */
  private static final double MEMORY = 0.95;

  private final int levels;
  private final boolean seasonal;

  Structure(int levels, boolean seasonal) {
    this.levels = levels;
    this.seasonal = seasonal;
  }

  /** Whether A, C, Q and R are learned. */
  public boolean isGeneral() {
    return this == GENERAL;
  }

  /** Whether it has a season. */
  public boolean isSeasonal() {
    return seasonal;
  }

  /**
   * Numbers of a state.
   *
   * @param width numbers of a step
   * @param season steps of one
   * @param states of a general system
   */
  public int states(int width, int season, int states) {
    return isGeneral() ? states : width * ofOne(season);
  }

  private int ofOne(int season) {
    return levels + (seasonal ? season - 1 : 0);
  }

  /**
   * A system to begin with.
   *
   * @param means of the numbers of a step, which are its offset
   * @param variances of them, above 0
   * @param season steps of one
   * @param states of a general system
   * @param seed of what is random in one
   */
  public StateSpace begin(double[] means, double[] variances, int season, int states, long seed) {
    return isGeneral()
        ? general(means, variances, states, new SplittableRandom(seed))
        : structured(means, variances, season);
  }

  private StateSpace structured(double[] means, double[] variances, int season) {
    int each = ofOne(season);
    int width = means.length;
    double[][] transition = new double[width * each][width * each];
    double[][] output = new double[width][width * each];
    double[] noise = new double[width * each];
    double[] unknown = new double[width * each];
    for (int i = 0; i < width; i++) {
      int at = i * each;
      transition[at][at] = 1;
      output[i][at] = 1;
      noise[at] = variances[i] / 10;
      if (levels == 2) {
        transition[at][at + 1] = 1;
        transition[at + 1][at + 1] = 1;
        noise[at + 1] = variances[i] / 1000;
      }
      if (seasonal) {
        addSeason(transition, at + levels, season);
        output[i][at + levels] = 1;
        noise[at + levels] = variances[i] / 100;
      }
      Arrays.fill(unknown, at, at + each, UNKNOWN * variances[i]);
    }
    return new StateSpace(
        transition,
        output,
        Dense.diagonal(noise),
        Arrays.stream(variances).map(variance -> variance / 2).toArray(),
        means,
        StateSpace.Start.unknown(unknown));
  }

  /** The effects of a season's steps sum to noise. */
  private static void addSeason(double[][] transition, int at, int season) {
    for (int i = 0; i < season - 1; i++) {
      transition[at][at + i] = -1;
      if (i > 0) {
        transition[at + i][at + i - 1] = 1;
      }
    }
  }

  /** Pairs of states that turn, from slow to fast, seen at random. */
  private static StateSpace general(
      double[] means, double[] variances, int states, SplittableRandom random) {
    double[][] transition = new double[states][states];
    for (int i = 0; i + 1 < states; i += 2) {
      double angle = Math.PI * i / states;
      transition[i][i] = MEMORY * Math.cos(angle);
      transition[i][i + 1] = -MEMORY * Math.sin(angle);
      transition[i + 1][i] = MEMORY * Math.sin(angle);
      transition[i + 1][i + 1] = MEMORY * Math.cos(angle);
    }
    if (states % 2 == 1) {
      transition[states - 1][states - 1] = MEMORY;
    }
    double[][] output = new double[means.length][states];
    for (int i = 0; i < means.length; i++) {
      double deviation = Math.sqrt(variances[i] / states);
      for (int j = 0; j < states; j++) {
        output[i][j] = deviation * (2 * random.nextDouble() - 1);
      }
    }
    double[] noise = new double[states];
    Arrays.fill(noise, 1 - MEMORY * MEMORY);
    double[] unit = new double[states];
    Arrays.fill(unit, 1);
    return new StateSpace(
        transition,
        output,
        Dense.diagonal(noise),
        Arrays.stream(variances).map(variance -> variance / 2).toArray(),
        means,
        new StateSpace.Start(new double[states], Dense.diagonal(unit), 0));
  }
}
