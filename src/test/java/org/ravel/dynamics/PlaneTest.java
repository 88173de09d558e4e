package org.ravel.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneTest {
  @Test
  void twoNumbersStayAsTheyAre() {
    Plane plane = Plane.of(List.of(new double[] {3, 4}), List.of("x", "y"));
    assertThat(plane.titles()).containsExactly("x", "y");
    assertThat(plane.of(new double[] {-1, 0.5})).containsExactly(-1, 0.5);
  }

  @Test
  void oneNumberIsAlongTheFirstAxis() {
    Plane plane = Plane.of(List.of(new double[] {3}), List.of("x"));
    assertThat(plane.of(new double[] {-1})).containsExactly(-1, 0);
  }

  /** Points on two directions that are known, one of which is three times as wide. */
  @Test
  void componentsAreTheDirectionsInWhichStatesVary() {
    assertComponents(200, 4);
    // Fewer states than numbers.
    assertComponents(20, 50);
  }

  private static void assertComponents(int states, int size) {
    SplittableRandom random = new SplittableRandom(3);
    double[] first = new double[size];
    double[] second = new double[size];
    first[0] = 0.6;
    first[size - 1] = 0.8;
    second[1] = -1;
    List<double[]> points =
        IntStream.range(0, states)
            .mapToObj(
                i -> {
                  // Each with its opposite and mirrored: the two directions are not correlated.
                  double wide = 3 * (1 + i / 4) * (i % 2 == 0 ? 1 : -1);
                  double narrow = (1 + i / 4) * (i / 2 % 2 == 0 ? 1 : -1);
                  double[] state = new double[size];
                  for (int j = 0; j < size; j++) {
                    state[j] = 5 + wide * first[j] + narrow * second[j];
                  }
                  return state;
                })
            .toList();
    Plane plane = Plane.of(points, IntStream.range(0, size).mapToObj(i -> "u" + i).toList());
    for (int j = 0; j < size; j++) {
      assertThat(plane.axes()[0][j]).isCloseTo(first[j], within(1e-7));
      assertThat(plane.axes()[1][j]).isCloseTo(-second[j], within(1e-7));
    }
    assertThat(plane.titles().get(0)).isEqualTo("principal component 1, 90.0 % of the variance");
    double[] place = plane.of(points.get(random.nextInt(1, states)));
    assertThat(Math.abs(place[0])).isCloseTo(3 * Math.abs(place[1]), within(1e-6));
  }

  /** An automaton's states: all variances but nine are zero but for rounding. */
  @ParameterizedTest
  @ValueSource(ints = {3, 20, 60, 200})
  void statesMayBeAFewPoints(int size) {
    SplittableRandom random = new SplittableRandom(31);
    List<double[]> points =
        IntStream.range(0, 10)
            .mapToObj(i -> random.ints(size, 0, 2).mapToDouble(bit -> Math.tanh(bit == 0 ? -9 : 9)))
            .map(DoubleStream::toArray)
            .toList();
    List<double[]> states =
        IntStream.range(0, 150).mapToObj(i -> points.get(random.nextInt(10))).toList();
    Plane plane = Plane.of(states, IntStream.range(0, size).mapToObj(i -> "u" + i).toList());
    double[][] axes = plane.axes();
    assertThat(product(axes[0], axes[0])).isCloseTo(1, within(1e-9));
    assertThat(product(axes[1], axes[1])).isCloseTo(1, within(1e-9));
    assertThat(product(axes[0], axes[1])).isCloseTo(0, within(1e-9));
  }

  private static double product(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).sum();
  }

  @Test
  void statesThatAreAllTheSameHaveNoDirection() {
    Plane plane =
        Plane.of(List.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}), List.of("x", "y", "z"));
    assertThat(plane.of(new double[] {9, 9, 9})).containsExactly(0, 0);
  }
}
