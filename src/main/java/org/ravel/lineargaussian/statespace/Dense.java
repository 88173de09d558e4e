package org.ravel.lineargaussian.statespace;

/** Products of small dense matrices; factors that are zero are passed over. */
final class Dense {
  private Dense() {}

  static double[][] diagonal(double[] values) {
    double[][] matrix = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      matrix[i][i] = values[i];
    }
    return matrix;
  }

  static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A x. */
  static double[] times(double[][] a, double[] x) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = dot(a[i], x);
    }
    return product;
  }

  /** A'x. */
  static double[] transposedTimes(double[][] a, double[] x) {
    double[] product = new double[a[0].length];
    for (int i = 0; i < a.length; i++) {
      add(x[i], a[i], product);
    }
    return product;
  }

  /** A B. */
  static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        add(a[i][k], b[k], product[i]);
      }
    }
    return product;
  }

  /** A'B. */
  static double[][] transposedTimes(double[][] a, double[][] b) {
    double[][] product = new double[a[0].length][b[0].length];
    for (int k = 0; k < a.length; k++) {
      for (int i = 0; i < product.length; i++) {
        add(a[k][i], b[k], product[i]);
      }
    }
    return product;
  }

  /** A B'. */
  static double[][] timesTransposed(double[][] a, double[][] b) {
    return times(a, transposed(b));
  }

  static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < transposed.length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /** Adds {@code factor · x} to a vector. */
  static void add(double factor, double[] x, double[] into) {
    if (factor != 0) {
      for (int i = 0; i < x.length; i++) {
        into[i] += factor * x[i];
      }
    }
  }

  /** Adds {@code factor · a b'} to a matrix. */
  static void addOuter(double factor, double[] a, double[] b, double[][] into) {
    for (int i = 0; i < a.length; i++) {
      add(factor * a[i], b, into[i]);
    }
  }

  /** Adds {@code factor · A} to a matrix. */
  static void add(double factor, double[][] a, double[][] into) {
    for (int i = 0; i < a.length; i++) {
      add(factor, a[i], into[i]);
    }
  }

  /** Makes a matrix symmetric that is so but for rounding. */
  static void symmetrise(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (matrix[i][j] + matrix[j][i]) / 2;
        matrix[i][j] = mean;
        matrix[j][i] = mean;
      }
    }
  }
}
