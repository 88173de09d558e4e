package org.ravel.kernel;

/**
 * Elementwise work on parts of arrays. Each loop is small, counts up by one and stores once, so
 * that the compiler turns it into vector instructions.
 */
public final class Pointwise {
  /** Beyond this the rational function below is 1 to a float's precision. */
  private static final float SATURATED = 7.905311f;

  private Pointwise() {}

  /** {@code a += b}. */
  public static void add(float[] a, int p, float[] b, int q, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] += b[q + j];
    }
  }

  /** {@code a += b ⊙ c}. */
  public static void addProduct(float[] a, int p, float[] b, int q, float[] c, int r, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] += b[q + j] * c[r + j];
    }
  }

  /** {@code a = b ⊙ c}. */
  public static void multiply(float[] a, int p, float[] b, int q, float[] c, int r, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = b[q + j] * c[r + j];
    }
  }

  /** {@code a = u ⊙ b + (1 − u) ⊙ c}. */
  public static void mix(
      float[] a, int p, float[] u, int o, float[] b, int q, float[] c, int r, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = c[r + j] + u[o + j] * (b[q + j] - c[r + j]);
    }
  }

  /** {@code a = tanh(a)}. In place: with a second array the compiler gives up on vectors here. */
  public static void tanh(float[] a, int p, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = tanh(a[p + j]);
    }
  }

  /** {@code a = σ(a) = (1 + tanh(a/2)) / 2}. */
  public static void sigmoid(float[] a, int p, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = 0.5f + 0.5f * tanh(0.5f * a[p + j]);
    }
  }

  /** {@code a = max(0, a)}. */
  public static void rectify(float[] a, int p, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = Math.max(0, a[p + j]);
    }
  }

  /** Back through a rectifier that gave {@code y}: {@code a = d} where y is positive, else 0. */
  public static void throughRectifier(float[] a, int p, float[] d, int q, float[] y, int r, int n) {
    for (int j = 0; j < n; j++) {
      a[p + j] = y[r + j] > 0 ? d[q + j] : 0;
    }
  }

  /** Back through a sigmoid that gave {@code y}: {@code a = d ⊙ e ⊙ y ⊙ (1 − y)}. */
  public static void throughSigmoid(
      float[] a, int p, float[] d, int q, float[] e, int r, float[] y, int s, int n) {
    for (int j = 0; j < n; j++) {
      float value = y[s + j];
      a[p + j] = d[q + j] * e[r + j] * value * (1 - value);
    }
  }

  /** Back through a tanh that gave {@code y}: {@code a = d ⊙ e ⊙ (1 − y²)}. */
  public static void throughTanh(
      float[] a, int p, float[] d, int q, float[] e, int r, float[] y, int s, int n) {
    for (int j = 0; j < n; j++) {
      float value = y[s + j];
      a[p + j] = d[q + j] * e[r + j] * (1 - value * value);
    }
  }

  /** Adds the same. */
  public static void addThroughTanh(
      float[] a, int p, float[] d, int q, float[] e, int r, float[] y, int s, int n) {
    for (int j = 0; j < n; j++) {
      float value = y[s + j];
      a[p + j] += d[q + j] * e[r + j] * (1 - value * value);
    }
  }

  /** Back through a sigmoid that gave {@code y}: {@code d = d ⊙ y ⊙ (1 − y)}. */
  public static void throughSigmoid(float[] d, float[] y, int n) {
    for (int j = 0; j < n; j++) {
      d[j] *= y[j] * (1 - y[j]);
    }
  }

  /** Back through a tanh that gave {@code y}: {@code d = d ⊙ (1 − y²)}. */
  public static void throughTanh(float[] d, float[] y, int n) {
    for (int j = 0; j < n; j++) {
      d[j] *= 1 - y[j] * y[j];
    }
  }

  /** Back through h = u⊙b + (1−u)⊙c to the sum of u: {@code a = d ⊙ (b − c) ⊙ u ⊙ (1 − u)}. */
  public static void throughUpdate(
      float[] a,
      int p,
      float[] d,
      int q,
      float[] b,
      int r,
      float[] c,
      int s,
      float[] u,
      int o,
      int n) {
    for (int j = 0; j < n; j++) {
      float value = u[o + j];
      a[p + j] = d[q + j] * (b[r + j] - c[s + j]) * value * (1 - value);
    }
  }

  /** The same to the sum of c = tanh(…): {@code a = d ⊙ (1 − u) ⊙ (1 − c²)}. */
  public static void throughCandidate(
      float[] a, int p, float[] d, int q, float[] u, int o, float[] c, int s, int n) {
    for (int j = 0; j < n; j++) {
      float value = c[s + j];
      a[p + j] = d[q + j] * (1 - u[o + j]) * (1 - value * value);
    }
  }

  /** σ(x) = 1 / (1 + e^−x), to a double's precision. */
  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * A rational approximation, its error below 4e-7: odd and even polynomials of degrees 13 and 6,
   * the minimax fit that Eigen uses. Additions, products and one division: unlike the library's
   * function it can be vectorised.
   */
  public static float tanh(float x) {
    float v = Math.max(-SATURATED, Math.min(SATURATED, x));
    float s = v * v;
    float odd = -2.7607684e-16f * s + 2.000188e-13f;
    odd = odd * s - 8.604672e-11f;
    odd = odd * s + 5.1222973e-8f;
    odd = odd * s + 1.48572235e-5f;
    odd = odd * s + 6.3726195e-4f;
    odd = odd * s + 4.8935246e-3f;
    float even = 1.1982584e-6f * s + 1.1853471e-4f;
    even = even * s + 2.2684347e-3f;
    even = even * s + 4.893525e-3f;
    return odd * v / even;
  }
}
