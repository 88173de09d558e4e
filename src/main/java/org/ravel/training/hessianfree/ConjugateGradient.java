package org.ravel.training.hessianfree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Minimises φ(x) = gᵀx + ½ xᵀAx by conjugate gradients, A positive definite, and ends early as
 * Martens (2010, section 4.4) says: when the last k iterations have brought less than k times a
 * share of what there was to gain, with k a tenth of the iterations but at least 10.
 */
final class ConjugateGradient {
  private static final double LEAST_GAIN = 5e-4;
  private static final int SHORTEST_LOOK_BACK = 10;
  private static final double LOOK_BACK = 0.1;

  /** Iterates are kept at powers of this. */
  private static final double SPACING = 1.3;

  private final UnaryOperator<double[]> product;
  private final int most;

  /**
   * A minimiser.
   *
   * @param product A v
   * @param most iterations
   */
  ConjugateGradient(UnaryOperator<double[]> product, int most) {
    this.product = product;
    this.most = most;
  }

  /**
   * An iterate.
   *
   * @param value φ(x)
   */
  record Iterate(double[] x, double value) {}

  /**
   * The way to the minimum.
   *
   * @param kept iterates, ever farther apart, the last one among them
   * @param iterations that were made
   */
  record Way(List<Iterate> kept, int iterations) {
    Iterate last() {
      return kept.get(kept.size() - 1);
    }
  }

  /**
   * Minimises.
   *
   * @param gradient g
   * @param start where it begins
   */
  Way minimise(double[] gradient, double[] start) {
    double[] x = start.clone();
    double[] residual = sum(product.apply(x), 1, gradient);
    double[] direction = sum(new double[x.length], -1, residual);
    double square = dot(residual, residual);
    List<Iterate> kept = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    values.add(value(x, residual, gradient));
    double next = 1;
    int done = 0;
    while (done < most && square > 0 && !gainsLittle(values)) {
      double[] image = product.apply(direction);
      double curvature = dot(direction, image);
      if (!(curvature > 0)) {
        // Rounding alone brings this about: A has no negative eigenvalue.
        break;
      }
      double step = square / curvature;
      x = sum(x, step, direction);
      residual = sum(residual, step, image);
      double squareBefore = square;
      square = dot(residual, residual);
      direction = sum(sum(new double[x.length], -1, residual), square / squareBefore, direction);
      done++;
      values.add(value(x, residual, gradient));
      if (done >= next) {
        kept.add(new Iterate(x, values.get(done)));
        next = Math.ceil(next * SPACING);
      }
    }
    if (kept.isEmpty() || kept.get(kept.size() - 1).x() != x) {
      kept.add(new Iterate(x, values.get(done)));
    }
    return new Way(List.copyOf(kept), done);
  }

  private static boolean gainsLittle(List<Double> values) {
    int done = values.size() - 1;
    int back = (int) Math.max(SHORTEST_LOOK_BACK, Math.ceil(LOOK_BACK * done));
    double last = values.get(done);
    return done > back && last < 0 && (last - values.get(done - back)) / last < back * LEAST_GAIN;
  }

  /** φ(x), of r = A x + g: ½ xᵀ(r + g). */
  private static double value(double[] x, double[] residual, double[] gradient) {
    return (dot(x, residual) + dot(x, gradient)) / 2;
  }

  /** a + factor · b. */
  static double[] sum(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
