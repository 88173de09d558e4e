package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;

class WindowTest {
  @Test
  void keepsTheContract() {
    ModuleContract.check(new WindowLayer(3, 2, 1));
    ModuleContract.check(new WindowLayer(1, 0, 0));
    ModuleContract.check(new WindowLayer(2, 0, 3));
    ModuleContract.check(new WindowLayer(1, 9, 0));
  }

  @Test
  void standsBetweenZeros() {
    double[][][] found =
        Forward.of(
            new WindowLayer(1, 2, 1),
            new double[0],
            new double[][] {{1}, {2}, {3}},
            new double[][] {{7}});
    assertThat(found[0]).isDeepEqualTo(new double[][] {{0, 0, 1, 2}, {0, 1, 2, 3}, {1, 2, 3, 0}});
    assertThat(found[1]).isDeepEqualTo(new double[][] {{0, 0, 7, 0}});
  }

  /** Rows of different lengths, one without a step, read in pieces as in one go. */
  @Test
  void theLastStepsAreHandedFromBatchToBatch() {
    WindowLayer layer = new WindowLayer(2, 3, 0);
    int[] lengths = {9, 4, 0, 7};
    INDArray input = Nd4j.rand(DataType.DOUBLE, 9, 4, 2);
    PastWindowModule whole = (PastWindowModule) open(layer);
    INDArray expected = whole.forward(new Activations(input, lengths), Pass.PREDICTION).values();
    PastWindowModule module = (PastWindowModule) open(layer);
    Map<String, INDArray> state = Map.of();
    int from = 0;
    for (int steps : new int[] {1, 2, 5, 1}) {
      int start = from;
      int[] left =
          Arrays.stream(lengths).map(all -> Math.max(0, Math.min(all - start, steps))).toArray();
      INDArray piece = input.get(NDArrayIndex.interval(from, from + steps), all(), all()).dup('c');
      module.start(state);
      INDArray found = module.forward(new Activations(piece, left), Pass.PREDICTION).values();
      state = module.reached();
      assertThat(state.get(PastWindowModule.PAST).shape()).containsExactly(4, 6);
      for (int row = 0; row < lengths.length; row++) {
        for (int step = 0; step < left[row]; step++) {
          assertThat(found.get(point(step), point(row), all()))
              .isEqualTo(expected.get(point(from + step), point(row), all()));
        }
      }
      from += steps;
    }
    assertThat(state.get(PastWindowModule.PAST))
        .isEqualTo(whole.reached().get(PastWindowModule.PAST));
    assertThat(state.get(PastWindowModule.PAST).getRow(2).sumNumber().doubleValue()).isZero();
  }

  /** The loss is a weighted sum: its gradient by differences is exact. */
  @Test
  void gradientsOfTheStateAreThoseOfDifferences() {
    WindowLayer layer = new WindowLayer(2, 3, 0);
    int[] lengths = {2, 5, 0};
    INDArray input = Nd4j.rand(DataType.DOUBLE, 5, 3, 2);
    INDArray weights = Nd4j.rand(DataType.DOUBLE, 5, 3, 8);
    StepRows.clearAfterEnds(weights, lengths);
    INDArray past = Nd4j.rand(DataType.DOUBLE, 3, 6);
    PastWindowModule module = (PastWindowModule) open(layer);
    double loss = loss(module, past, input, lengths, weights);
    INDArray inputGradient = module.backward(weights.dup('c'));
    INDArray gradient = module.startGradient().get(PastWindowModule.PAST);
    for (long i = 0; i < past.length(); i++) {
      INDArray moved = past.dup('c');
      moved.putScalar(i, moved.getDouble(i) + 1);
      assertThat(loss(module, moved, input, lengths, weights) - loss)
          .isCloseTo(gradient.getDouble(i), within(1e-9));
    }
    for (long i = 0; i < input.length(); i++) {
      INDArray moved = input.dup('c');
      moved.putScalar(i, moved.getDouble(i) + 1);
      assertThat(loss(module, past, moved, lengths, weights) - loss)
          .isCloseTo(inputGradient.getDouble(i), within(1e-9));
    }
  }

  private static double loss(
      PastWindowModule module, INDArray past, INDArray input, int[] lengths, INDArray weights) {
    module.start(Map.of(PastWindowModule.PAST, past));
    INDArray output = module.forward(new Activations(input, lengths), Pass.PREDICTION).values();
    return output.mul(weights).sumNumber().doubleValue();
  }

  @Test
  void refusesAStateOfOtherRows() {
    PastWindowModule module = (PastWindowModule) open(new WindowLayer(2, 3, 0));
    module.start(Map.of(PastWindowModule.PAST, Nd4j.zeros(DataType.DOUBLE, 2, 6)));
    Activations input = new Activations(Nd4j.zeros(DataType.DOUBLE, 1, 3, 2), new int[] {1, 1, 1});
    assertThatThrownBy(() -> module.forward(input, Pass.PREDICTION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the state is of 2 rows but the batch has 3");
  }

  private static Module open(WindowLayer layer) {
    Parameters none = Parameters.zero(List.of(), DataType.DOUBLE);
    return layer.open("0_", none, none);
  }

  @Test
  void refusesANegativeNumberOfNeighbours() {
    assertThatThrownBy(() -> new WindowLayer(1, -1, 0))
        .hasMessage("a window has before -1 but must have at least 0");
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() -> new WindowLayer(most, most, most))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but must have at most 2147483647");
  }
}
