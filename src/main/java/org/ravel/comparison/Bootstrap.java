package org.ravel.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ravel.evaluation.unit.Statistic;

/**
 * The bootstrap distribution of a function of sums over units that are drawn with replacement, as
 * many as there are. Drawing a unit draws all its sums: with two models' sums beside each other,
 * both models are always measured on the same draw, and what makes a unit hard for both cancels
 * out. Any figure that is a function of sums can be drawn so: means, ratios, F1, and what is made
 * of them.
 *
 * <p>B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993: chapter 6 for the
 * distribution, section 12.5 and chapter 13 for the percentiles. Paired, for comparing systems on
 * the same test set: M. Bisani and H. Ney, Bootstrap estimates for confidence intervals in ASR
 * performance evaluation, ICASSP 2004; P. Koehn, Statistical significance tests for machine
 * translation evaluation, EMNLP 2004.
 */
final class Bootstrap {
  /** Against 0.05 not being 0.05 in binary. */
  private static final double ROUNDING = 1e-9;

  private final double[] sorted;

  private Bootstrap(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Draws. The result depends on the arguments alone, not on the number of cores; it takes 8 bytes
   * a resample, as much as the sums, and 4 bytes a unit and core.
   *
   * @param sums of the units, one unit after the other
   * @param width number of each unit's sums
   * @param statistic function of the sums of the units that were drawn, called by several threads
   * @param resamples number of draws of all units
   */
  static Bootstrap draw(double[] sums, int width, Statistic statistic, int resamples, long seed) {
    double[][] columns = columns(sums, width);
    int units = sums.length / width;
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom[] streams = new SplittableRandom[resamples];
    Arrays.setAll(streams, i -> root.split());
    double[] values = new double[resamples];
    IntStream.range(0, resamples)
        .parallel()
        .forEach(i -> values[i] = statistic.of(resample(columns, counts(units, streams[i]))));
    Arrays.sort(values);
    return new Bootstrap(values);
  }

  private static double[][] columns(double[] sums, int width) {
    double[][] columns = new double[width][sums.length / width];
    for (int i = 0; i < sums.length; i++) {
      columns[i % width][i / width] = sums[i];
    }
    return columns;
  }

  /** How often each unit is drawn: four bytes a unit that are looked up at random, not its sums. */
  private static int[] counts(int units, SplittableRandom random) {
    int[] counts = new int[units];
    for (int i = 0; i < units; i++) {
      counts[random.nextInt(units)]++;
    }
    return counts;
  }

  private static double[] resample(double[][] columns, int[] counts) {
    double[] drawn = new double[columns.length];
    for (int column = 0; column < columns.length; column++) {
      drawn[column] = product(columns[column], counts);
    }
    return drawn;
  }

  /** In four sums, which a processor adds up at the same time. */
  private static double product(double[] values, int[] counts) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int whole = counts.length - counts.length % 4;
    for (int i = 0; i < whole; i += 4) {
      first += values[i] * counts[i];
      second += values[i + 1] * counts[i + 1];
      third += values[i + 2] * counts[i + 2];
      fourth += values[i + 3] * counts[i + 3];
    }
    for (int i = whole; i < counts.length; i++) {
      first += values[i] * counts[i];
    }
    return first + second + (third + fourth);
  }

  /**
   * The bound that a share of the resamples lies below: of B resamples in ascending order the one
   * with the rank {@code ⌊(B + 1) · share⌋}, the first at least.
   *
   * @param share at most one half
   * @return not a number if a resample was none
   */
  double lower(double share) {
    return defined() ? sorted[rank(share) - 1] : Double.NaN;
  }

  /** The bound that a share of the resamples lies above: the mirror image of {@link #lower}. */
  double upper(double share) {
    return defined() ? sorted[sorted.length - rank(share)] : Double.NaN;
  }

  /** What is not a number is sorted last. */
  private boolean defined() {
    return !Double.isNaN(sorted[sorted.length - 1]);
  }

  private int rank(double share) {
    return Math.max(1, (int) ((sorted.length + 1) * share + ROUNDING));
  }
}
