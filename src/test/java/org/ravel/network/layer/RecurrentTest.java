package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
