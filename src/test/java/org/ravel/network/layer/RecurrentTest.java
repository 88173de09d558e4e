package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.ModuleContract;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Field;

class RecurrentTest {
  @ParameterizedTest
  @EnumSource
  void everyCellKeepsTheContract(Cell cell) {
    ModuleContract.check(new RecurrentLayer(cell, 3, 4, false));
    ModuleContract.check(new RecurrentLayer(cell, 1, 1, false));
    if (cell.hasMemory()) {
      ModuleContract.check(new RecurrentLayer(cell, 2, 5, true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void alsoWhereWeightsAreDropped(Cell cell) {
    ModuleContract.check(new RecurrentLayer(cell, 3, 4, cell.hasMemory(), 0.5));
  }

  /** A pass over dropped weights is one of a layer that has those weights, at all steps. */
  @ParameterizedTest
  @EnumSource
  void whoseGradientsAreThoseOfTheWeightsThatAreKept(Cell cell) {
    RecurrentLayer plain = new RecurrentLayer(cell, 3, 16, false);
    List<ParameterShape> shapes = plain.parameters("");
    Parameters all = random(shapes);
    Parameters kept = new Parameters(shapes, all.flat().dup());
    INDArray weights = kept.get("RW");
    INDArray factors =
        DropFactors.draw(0.7, new SplittableRandom(8), weights, 'f', weights.shape());
    assertThat(factors.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue())
        .isBetween(0.55, 0.85);
    weights.muli(factors);
    Parameters expected = Parameters.zero(shapes, DataType.DOUBLE);
    INDArray output = run(plain, kept, expected);
    expected.get("RW").muli(factors);
    Parameters found = Parameters.zero(shapes, DataType.DOUBLE);
    RecurrentLayer dropping = new RecurrentLayer(cell, 3, 16, false, 0.7);
    assertThat(run(dropping, all, found)).isEqualTo(output);
    assertThat(found.flat()).isEqualTo(expected.flat());
    Activations input = input();
    try (Module predicting = dropping.open("", all, null);
        Module complete = plain.open("", all, null)) {
      assertThat(predicting.forward(input, Pass.PREDICTION).values())
          .isEqualTo(complete.forward(input, Pass.PREDICTION).values())
          .isNotEqualTo(output);
    }
  }

  private static INDArray run(RecurrentLayer layer, Parameters values, Parameters gradients) {
    try (Module module = layer.open("", values, gradients)) {
      Pass pass = new Pass(true, new SplittableRandom(8));
      INDArray output = module.forward(input(), pass).values().dup();
      module.backward(Nd4j.ones(DataType.DOUBLE, output.shape()));
      return output;
    }
  }

  private static Activations input() {
    return new Activations(
        Nd4j.linspace(DataType.DOUBLE, -1, 0.1, 5 * 2 * 3).reshape('c', 5, 2, 3), new int[] {5, 5});
  }

  private static Parameters random(List<ParameterShape> shapes) {
    double[] numbers = new Random(3).doubles(Parameters.numbers(shapes), -0.5, 0.5).toArray();
    return new Parameters(shapes, Nd4j.createFromArray(numbers).reshape(1, numbers.length));
  }

  /** What reference.conf says of model.lstm.forget-gate-bias = 100: c = c₋₁ + i⊙g, for good. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void aForgetGateWithALargeBiasIsOneAndStaysSo(DataType type) {
    int units = 4;
    RecurrentLayer layer = new RecurrentLayer(Cell.LSTM, 3, units, false);
    List<ParameterShape> shapes = layer.parameters("");
    Parameters values = new Parameters(shapes, random(shapes).flat().castTo(type));
    for (int unit = 0; unit < units; unit++) {
      values.get("b").putScalar(units + unit, 100);
    }
    Parameters gradients = Parameters.zero(shapes, type);
    Activations input = new Activations(input().values().castTo(type), new int[] {5, 5});
    INDArray output;
    try (Module module = layer.open("", values, gradients)) {
      output = module.forward(input, new Pass(true, new SplittableRandom(8))).values().dup();
      module.backward(Nd4j.ones(type, output.shape()));
    }
    for (String name : List.of("W", "RW")) {
      INDArray forget =
          gradients.get(name).get(NDArrayIndex.all(), NDArrayIndex.interval(units, 2L * units));
      assertThat(forget.amaxNumber().doubleValue()).as(name).isZero();
      assertThat(gradients.get(name).amaxNumber().doubleValue()).as(name).isPositive();
    }
    double[] h = new double[units];
    double[] c = new double[units];
    for (int step = 0; step < 5; step++) {
      double[] before = h.clone();
      for (int unit = 0; unit < units; unit++) {
        double[] sums = new double[4];
        for (int gate = 0; gate < 4; gate++) {
          int column = gate * units + unit;
          sums[gate] = values.get("b").getDouble(column);
          for (int i = 0; i < 3; i++) {
            sums[gate] +=
                input.values().getDouble(step, 0, i) * values.get("W").getDouble(i, column);
          }
          for (int i = 0; i < units; i++) {
            sums[gate] += before[i] * values.get("RW").getDouble(i, column);
          }
        }
        c[unit] += sigmoid(sums[0]) * Math.tanh(sums[2]);
        h[unit] = sigmoid(sums[3]) * Math.tanh(c[unit]);
        assertThat(output.getDouble(step, 0, unit)).isCloseTo(h[unit], within(1e-5));
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void aSoftmaxKeepsTheContract(double smoothing) {
    ModuleContract.check(new SoftmaxLayer(3, 5, smoothing, null), RecurrentTest::targets);
    ModuleContract.check(new SoftmaxLayer(1, 2, smoothing, null), RecurrentTest::targets);
  }

  private static Field targets(ModuleContract.Rows rows) {
    Random random = new Random(5);
    int[] ids = new int[rows.steps() * rows.lengths().length];
    Arrays.setAll(ids, i -> random.nextInt(2));
    return new Field(rows.steps(), rows.lengths(), ids);
  }

  @Test
  void onlyAMemoryHasPeepholes() {
    assertThatThrownBy(() -> new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ELMAN_TANH has no memory");
  }
}
