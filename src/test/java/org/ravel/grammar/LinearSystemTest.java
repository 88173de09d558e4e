package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearSystemTest {

  @Test
  void solvesWithAZeroOnTheDiagonal() {
    double[][] matrix = {{0, 2, 1}, {1, -2, -3}, {-1, 1, 2}};

    double[] x = LinearSystem.solve(matrix, new double[] {-8, 0, 3});

    // By substitution: x = (-4, -5, 2).
    assertThat(x).containsExactly(new double[] {-4, -5, 2}, within(1e-12));
    assertThat(matrix[0]).containsExactly(0, 2, 1);
  }

  @Test
  void aSingularSystemHasNoFiniteSolution() {
    double[] x = LinearSystem.solve(new double[][] {{1, 1}, {1, 1}}, new double[] {1, 2});

    assertThat(x).satisfies(v -> assertThat(Double.isFinite(v[0] + v[1])).isFalse());
  }
}
