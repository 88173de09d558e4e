package org.ravel.lineargaussian.statespace;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ravel.config.LinearDynamicConfig.Structure;

/** The system that expectation and maximisation begin with. */
public final class FirstSystem {
  /** How much larger variances are at the start than that of the data. */
  private static final double UNKNOWN = 1e7;

  /** How fast a general system forgets before it has learned. */
  private static final double MEMORY = 0.95;

  private FirstSystem() {}

  /**
   * A system to begin with.
   *
   * @param means of the numbers of a step, which are its offset
   * @param variances of them, above 0
   * @param season steps of one
   * @param states of a general system
   * @param seed of what is random in one
   */
  public static StateSpace of(
      Structure structure, double[] means, double[] variances, int season, int states, long seed) {
    return structure.isGeneral()
        ? general(means, variances, states, new SplittableRandom(seed))
        : structured(structure, means, variances, season);
  }

  private static StateSpace structured(
      Structure structure, double[] means, double[] variances, int season) {
    int levels = structure.levels();
    boolean seasonal = structure.isSeasonal();
    int each = structure.statesOfOne(season);
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
