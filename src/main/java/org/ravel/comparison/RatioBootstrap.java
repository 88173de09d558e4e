package org.ravel.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The bootstrap distribution of a ratio of two sums, {@code Σ numerator / Σ denominator}, over
 * units that are drawn with replacement, as many as there are. Drawing a unit draws its numerator
 * and its denominator: with one model's figures in one and the other's in the other, or the
 * differences between the two in the numerators, both models are always measured on the same draw,
 * and what makes a unit hard for both cancels out.
 *
 * <p>B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993: chapter 6 for the
 * distribution, section 12.5 and chapter 13 for the percentiles. Paired, for comparing systems on
 * the same test set: M. Bisani and H. Ney, Bootstrap estimates for confidence intervals in ASR
 * performance evaluation, ICASSP 2004; P. Koehn, Statistical significance tests for machine
 * translation evaluation, EMNLP 2004.
 */
final class RatioBootstrap {
  /** Against 0.05 not being 0.05 in binary. */
  private static final double ROUNDING = 1e-9;

  private final double[] sorted;

  private RatioBootstrap(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Draws. The result depends on the arguments alone, not on the number of cores; it takes 8 bytes
   * a resample, and 16 bytes a unit while drawing.
   *
   * @param numerators of the units
   * @param denominators of the units
   * @param resamples number of draws of all units
   */
  static RatioBootstrap draw(double[] numerators, double[] denominators, int resamples, long seed) {
    int units = numerators.length;
    // Side by side: a unit that is drawn is looked up in memory once.
    double[] pairs = new double[2 * units];
    for (int i = 0; i < units; i++) {
      pairs[2 * i] = numerators[i];
      pairs[2 * i + 1] = denominators[i];
    }
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom[] streams = new SplittableRandom[resamples];
    Arrays.setAll(streams, i -> root.split());
    double[] ratios = new double[resamples];
    IntStream.range(0, resamples).parallel().forEach(i -> ratios[i] = resample(pairs, streams[i]));
    Arrays.sort(ratios);
    return new RatioBootstrap(ratios);
  }

  private static double resample(double[] pairs, SplittableRandom random) {
    int units = pairs.length / 2;
    double numerator = 0;
    double denominator = 0;
    for (int i = 0; i < units; i++) {
      int drawn = 2 * random.nextInt(units);
      numerator += pairs[drawn];
      denominator += pairs[drawn + 1];
    }
    return numerator / denominator;
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
