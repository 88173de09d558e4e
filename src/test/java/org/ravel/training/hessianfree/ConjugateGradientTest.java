package org.ravel.training.hessianfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.inverse.InvertMatrix;
import org.ravel.training.hessianfree.ConjugateGradient.Iterate;
import org.ravel.training.hessianfree.ConjugateGradient.Way;

class ConjugateGradientTest {
  private static final int SIZE = 12;

  private final INDArray matrix = matrix(SIZE);
  private final double[] gradient = new Random(5).doubles(SIZE, -1, 1).toArray();

  private static INDArray matrix(int size) {
    INDArray root =
        Nd4j.createFromArray(new Random(4).doubles((long) size * size, -1, 1).toArray());
    INDArray square = root.reshape(size, size);
    return square.mmul(square.transpose()).addi(Nd4j.eye(size).castTo(square.dataType()));
  }

  private double[] product(double[] x) {
    return matrix.mmul(Nd4j.createFromArray(x)).toDoubleVector();
  }

  private double value(double[] x) {
    return ConjugateGradient.dot(x, gradient) + ConjugateGradient.dot(x, product(x)) / 2;
  }

  /** Of n unknowns there are n iterations, but for rounding. */
  @Test
  void theMinimumIsTheSolutionOfTheLinearSystem() {
    double[] start = new Random(6).doubles(SIZE, -1, 1).toArray();
    Way way = new ConjugateGradient(this::product, SIZE).minimise(gradient, start);
    double[] solution =
        InvertMatrix.invert(matrix, false)
            .mmul(Nd4j.createFromArray(gradient))
            .neg()
            .toDoubleVector();
    for (int i = 0; i < SIZE; i++) {
      assertThat(way.last().x()[i]).isCloseTo(solution[i], within(1e-8));
    }
  }

  @Test
  void valuesAreThoseOfTheFunctionAndFall() {
    Way way = new ConjugateGradient(this::product, SIZE).minimise(gradient, new double[SIZE]);
    // At 1, ⌈1.3⌉ = 2, ⌈2.6⌉ = 3, 4, 6, 8, 11, and the last.
    assertThat(way.kept()).hasSize(8);
    double before = 0;
    for (Iterate iterate : way.kept()) {
      assertThat(iterate.value()).isCloseTo(value(iterate.x()), within(1e-10)).isLessThan(before);
      before = iterate.value();
    }
  }

  @Test
  void itEndsWhereNothingIsGained() {
    Way way = new ConjugateGradient(x -> x.clone(), 1000).minimise(gradient, new double[SIZE]);
    // The matrix is the identity: one iteration is enough.
    assertThat(way.iterations()).isLessThanOrEqualTo(2);
    double[] slow = new double[400];
    Arrays.fill(slow, 1);
    Way early =
        new ConjugateGradient(ConjugateGradientTest::stretched, 400)
            .minimise(slow, new double[400]);
    double least = 0;
    for (int i = 0; i < slow.length; i++) {
      least -= 1 / stretch(i) / 2;
    }
    assertThat(early.last().value()).isBetween(least, 0.98 * least);
    assertThat(early.iterations()).isBetween(11, 200);
  }

  /** Eigenvalues from 1 to 1000, as close as the steps of a scale. */
  private static double stretch(int i) {
    return Math.pow(10, 3.0 * i / 399);
  }

  private static double[] stretched(double[] x) {
    double[] image = x.clone();
    for (int i = 0; i < image.length; i++) {
      image[i] *= stretch(i);
    }
    return image;
  }

  @Test
  void withoutAGradientNothingMoves() {
    Way way = new ConjugateGradient(this::product, 9).minimise(new double[SIZE], new double[SIZE]);
    assertThat(way.iterations()).isZero();
    assertThat(way.last().x()).containsOnly(0);
  }
}
