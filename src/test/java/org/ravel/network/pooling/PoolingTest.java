package org.ravel.network.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;

class PoolingTest {
  private static final double[][] LONG = {{1, -5}, {4, -2}, {-3, -7}};
  private static final double[][] SHORT = {{2, 6}};
  private static final double[][] EMPTY = {};

  @ParameterizedTest
  @EnumSource
  void keepsTheContract(PoolingLayer.Rule rule) {
    boolean halves = rule == PoolingLayer.Rule.ENDS;
    ModuleContract.check(new PoolingLayer(halves ? 6 : 3, rule));
    ModuleContract.check(new PoolingLayer(halves ? 2 : 1, rule));
  }

  @Test
  void ends() {
    assertPooled(PoolingLayer.Rule.ENDS, -3, -5);
    assertThatThrownBy(() -> new PoolingLayer(3, PoolingLayer.Rule.ENDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pooling of both ends has 3 inputs, which have no halves");
  }

  @Test
  void last() {
    assertPooled(PoolingLayer.Rule.LAST, -3, -7);
  }

  @Test
  void mean() {
    assertPooled(PoolingLayer.Rule.MEAN, 2.0 / 3, -14.0 / 3);
  }

  @Test
  void max() {
    assertPooled(PoolingLayer.Rule.MAX, 4, -2);
  }

  @Test
  void attention() {
    double[] query = {0.5, -0.25};
    double[] weights = new double[3];
    double sum = 0;
    for (int step = 0; step < 3; step++) {
      weights[step] =
          Math.exp((LONG[step][0] * query[0] + LONG[step][1] * query[1]) / Math.sqrt(2));
      sum += weights[step];
    }
    assertPooled(
        PoolingLayer.Rule.ATTENTION,
        (weights[0] + 4 * weights[1] - 3 * weights[2]) / sum,
        (-5 * weights[0] - 2 * weights[1] - 7 * weights[2]) / sum,
        query);
  }

  /** Scores far beyond what the exponential function takes. */
  @Test
  void attentionToHugeScores() {
    double[][][] pooled =
        Forward.of(
            new PoolingLayer(1, PoolingLayer.Rule.ATTENTION),
            new double[] {1},
            new double[][] {{1000}, {2000}, {-3000}});
    assertThat(pooled[0][0]).containsExactly(2000);
  }

  /** A decoder reads the same source at each symbol, and another one after that. */
  @Test
  void aSourceThatStaysIsPooledOnce() {
    int[] passes = {0};
    Module pooling =
        new Module() {
          @Override
          public Activations forward(Activations input, Pass pass) {
            passes[0]++;
            return input;
          }

          @Override
          public INDArray backward(INDArray outputGradient) {
            return outputGradient;
          }
        };
    Activations symbol = Forward.activations(1, new double[][] {{7}});
    EncodedSource first = EncodedSource.of(Forward.activations(1, new double[][] {{3}}));
    EncodedSource second = EncodedSource.of(Forward.activations(1, new double[][] {{4}}));
    ContextLayer layer = new ContextLayer(1, 1, PoolingLayer.Rule.LAST);
    try (ContextModule context = new ContextModule(layer, pooling)) {
      List<EncodedSource> read = List.of(first, first.select(new int[] {0}), second, second, first);
      double[] expected = {3, 3, 4, 4, 3};
      int[] pooled = {1, 1, 2, 2, 3};
      for (int i = 0; i < expected.length; i++) {
        context.attend(read.get(i));
        INDArray output = context.forward(symbol, Pass.PREDICTION).values();
        assertThat(output.ravel().toDoubleVector()).containsExactly(7, expected[i]);
        assertThat(passes[0]).isEqualTo(pooled[i]);
      }
      context.forward(symbol, new Pass(true, new Random(1)));
      assertThat(passes[0]).as("a pass that is gone back over pools itself").isEqualTo(4);
    }
  }

  private static void assertPooled(
      PoolingLayer.Rule rule, double first, double second, double... parameters) {
    double[][][] pooled = Forward.of(new PoolingLayer(2, rule), parameters, LONG, EMPTY, SHORT);
    assertThat(pooled[0]).hasNumberOfRows(1);
    assertThat(pooled[0][0]).containsExactly(new double[] {first, second}, within(1e-12));
    assertThat(pooled[1]).isEmpty();
    assertThat(pooled[2][0]).containsExactly(SHORT[0], within(1e-12));
  }
}
