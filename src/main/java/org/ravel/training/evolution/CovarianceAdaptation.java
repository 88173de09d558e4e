package org.ravel.training.evolution;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.ravel.config.EvolutionConfig;
import org.ravel.training.state.Floats;

/**
 * Evolution with an adapted covariance, the (μ/μ_w, λ)-CMA-ES of Hansen 2016, "The CMA evolution
 * strategy: a tutorial" (arXiv:1604.00772), with its default parameters and without negative
 * weights. Candidates are normal about the mean m with covariance σ² C:
 *
 * <pre>
 *   m ← m + σ ȳ                                  ȳ = Σ_i w_i y_i over the best half
 *   p_σ ← (1 − c_σ) p_σ + √(c_σ (2 − c_σ) μ_w) C^(−1/2) ȳ
 *   σ ← σ exp(c_σ / d_σ (|p_σ| / χ − 1))
 *   p_c ← (1 − c_c) p_c + h √(c_c (2 − c_c) μ_w) ȳ
 *   C ← (1 − c_1 − c_μ + (1 − h) c_1 c_c (2 − c_c)) C + c_1 p_c p_cᵀ + c_μ Σ_i w_i y_i y_iᵀ
 * </pre>
 *
 * <p>Where the noise has become far narrower or wider than it was at first, the search begins anew
 * where it began, with other numbers at random.
 */
final class CovarianceAdaptation implements WeightSearch {
  /** Of so many weights the covariance is kept, and decomposed in each generation. */
  static final int MOST_WEIGHTS = 500;

  /** How many times wider or narrower than at first the noise may become. */
  private static final double RANGE = 1e5;

  /** Eigenvalues of C below are rounding. */
  private static final double LEAST_EIGENVALUE = 1e-14;

  private final long seed;
  private final int n;
  private final int lambda;
  private final double[] recombination;
  private final double effective;
  private final double pathRate;
  private final double stepRate;
  private final double stepDamping;
  private final double rankOne;
  private final double rankMu;
  private final double length;
  private final float[] start;
  private final float first;
  private float[] mean;
  private float deviation;
  private float[] path;
  private float[] stepPath;
  private float[] covariance;

  /** Of the covariance; null where it has changed since. */
  private EigenDecomposition axes;

  CovarianceAdaptation(EvolutionConfig config, long seed, float[] start) {
    this.seed = seed;
    n = start.length;
    lambda = config.population() == null ? 4 + (int) (3 * StrictMath.log(n)) : config.population();
    recombination = recombination(lambda);
    effective = 1 / Arrays.stream(recombination).map(w -> w * w).sum();
    pathRate = (4 + effective / n) / (n + 4 + 2 * effective / n);
    stepRate = (effective + 2) / (n + effective + 5);
    stepDamping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate;
    rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
    rankMu =
        Math.min(
            1 - rankOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2) + effective));
    length = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    this.start = start.clone();
    first = (float) config.deviation();
    begin();
  }

  private void begin() {
    mean = start.clone();
    deviation = first;
    path = new float[n];
    stepPath = new float[n];
    covariance = new float[n * n];
    for (int i = 0; i < n; i++) {
      covariance[i * n + i] = 1;
    }
    axes = null;
  }

  /** Positive weights of the best half, which fall with the logarithm of the rank. */
  private static double[] recombination(int lambda) {
    double[] weights = new double[lambda / 2];
    Arrays.setAll(weights, i -> StrictMath.log((lambda + 1) / 2.0) - StrictMath.log(i + 1));
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / sum);
    return weights;
  }

  @Override
  public float[][] candidates(long generation) {
    decompose();
    Random random = Generations.random(seed, generation);
    float[][] candidates = new float[lambda][n];
    for (float[] candidate : candidates) {
      double[] drawn = new double[n];
      for (int i = 0; i < n; i++) {
        drawn[i] = root(i) * random.nextGaussian();
      }
      double[] step = axes.getV().operate(drawn);
      for (int i = 0; i < n; i++) {
        candidate[i] = (float) (mean[i] + deviation * step[i]);
      }
    }
    return candidates;
  }

  /** Once in a generation, though it is read twice: the time goes into it. */
  private void decompose() {
    if (axes != null) {
      return;
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.setEntry(i, j, covariance[i * n + j]);
      }
    }
    axes = new EigenDecomposition(matrix);
  }

  private double root(int i) {
    return Math.sqrt(Math.max(LEAST_EIGENVALUE, axes.getRealEigenvalue(i)));
  }

  @Override
  public void learn(long generation, float[][] candidates, double[] losses) {
    int[] ranked =
        IntStream.range(0, lambda)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> losses[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] steps = new double[recombination.length][n];
    double[] step = new double[n];
    for (int rank = 0; rank < recombination.length; rank++) {
      float[] candidate = candidates[ranked[rank]];
      for (int i = 0; i < n; i++) {
        steps[rank][i] = ((double) candidate[i] - mean[i]) / deviation;
        step[i] += recombination[rank] * steps[rank][i];
      }
    }
    decompose();
    float[] next = new float[n];
    for (int i = 0; i < n; i++) {
      next[i] = (float) (mean[i] + deviation * step[i]);
    }
    mean = next;
    move(stepPath, stepRate, whitened(step), 1);
    double reached = norm(stepPath) / length;
    double begun = 1 - StrictMath.pow(1 - stepRate, 2.0 * generation);
    int moves = reached / Math.sqrt(begun) < 1.4 + 2 / (n + 1.0) ? 1 : 0;
    move(path, pathRate, step, moves);
    adapt(steps, moves);
    deviation *= (float) StrictMath.exp(stepRate / stepDamping * (reached - 1));
    if (!isWithinRange()) {
      begin();
    }
  }

  /**
   * Whether candidates still differ, and by amounts that make sense: on a plateau, where all are
   * equally bad, they drift apart without end.
   */
  private boolean isWithinRange() {
    double widest = 0;
    for (int i = 0; i < n; i++) {
      widest = Math.max(widest, deviation * Math.sqrt(covariance[i * n + i]));
    }
    return widest > first / RANGE && widest < first * RANGE;
  }

  /** C^(−1/2) times a step. */
  private double[] whitened(double[] step) {
    double[] along = axes.getVT().operate(step);
    for (int i = 0; i < n; i++) {
      along[i] /= root(i);
    }
    return axes.getV().operate(along);
  }

  /** Moves a path of the evolution along a step; only shortens it where it does not move. */
  private void move(float[] moved, double rate, double[] step, int moves) {
    double factor = moves * Math.sqrt(rate * (2 - rate) * effective);
    for (int i = 0; i < n; i++) {
      moved[i] = (float) ((1 - rate) * moved[i] + factor * step[i]);
    }
  }

  private void adapt(double[][] steps, int moves) {
    axes = null;
    double kept = 1 - rankOne - rankMu + (1 - moves) * rankOne * pathRate * (2 - pathRate);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = kept * covariance[i * n + j] + rankOne * path[i] * path[j];
        for (int rank = 0; rank < steps.length; rank++) {
          sum += rankMu * recombination[rank] * steps[rank][i] * steps[rank][j];
        }
        covariance[i * n + j] = (float) sum;
        covariance[j * n + i] = (float) sum;
      }
    }
  }

  private static double norm(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += (double) number * number;
    }
    return Math.sqrt(sum);
  }

  /** The mean. */
  @Override
  public Floats weights() {
    return new Floats(mean);
  }

  /** The deviation, both paths, and the covariance row by row. */
  @Override
  public Floats memory() {
    float[] memory = new float[1 + 2 * n + n * n];
    memory[0] = deviation;
    System.arraycopy(path, 0, memory, 1, n);
    System.arraycopy(stepPath, 0, memory, 1 + n, n);
    System.arraycopy(covariance, 0, memory, 1 + 2 * n, n * n);
    return new Floats(memory);
  }

  @Override
  public void restore(Floats weights, Floats memory) {
    float[] numbers = memory.values();
    mean = weights.values().clone();
    deviation = numbers[0];
    path = Arrays.copyOfRange(numbers, 1, 1 + n);
    stepPath = Arrays.copyOfRange(numbers, 1 + n, 1 + 2 * n);
    covariance = Arrays.copyOfRange(numbers, 1 + 2 * n, numbers.length);
    axes = null;
  }
}
