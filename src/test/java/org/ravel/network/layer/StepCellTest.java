package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;

/** Jordan's network, connections over several steps, and states that do not begin at zero. */
class StepCellTest {
  private static final long SEED = 20_261_129;

  static Stream<Layer> layers() {
    return Stream.of(
        new JordanLayer(3, 4, 2, false),
        new JordanLayer(3, 4, 2, true),
        new JordanLayer(1, 1, 1, true),
        new HigherOrderLayer(3, 4, List.of(1)),
        new HigherOrderLayer(2, 3, List.of(1, 2, 4)),
        new HigherOrderLayer(1, 1, List.of(3)),
        new StartLayer(new JordanLayer(2, 3, 2, true), true, 0),
        new StartLayer(new HigherOrderLayer(2, 3, List.of(1, 3)), true, 0),
        new StartLayer(new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, false), false, 0.5),
        new StartLayer(new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, false), true, 0.5),
        new StartLayer(new RecurrentLayer(Cell.LSTM, 2, 3, true), true, 0),
        new StartLayer(new RecurrentLayer(Cell.LSTM, 2, 3, true), false, -0.5),
        new StartLayer(new RecurrentLayer(Cell.GRU_RESET_AFTER, 2, 3, false), true, 0),
        new ShortcutLayer(new RecurrentLayer(Cell.LSTM, 2, 3, true)),
        new ShortcutLayer(new StartLayer(new JordanLayer(2, 3, 1, true), true, 0)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void keepsTheContract(Layer layer) {
    ModuleContract.check(layer);
  }

  /** What is read in two parts ends where the whole does, with the outputs of the whole. */
  @ParameterizedTest
  @MethodSource("layers")
  void handsItsStateOn(Layer layer) {
    Parameters parameters = parameters(layer);
    double[][] steps = input(layer.inputs(), 7);
    try (Module module = layer.open("", parameters, null)) {
      Stateful stateful = (Stateful) module;
      stateful.start(Map.of());
      double[][] whole = run(module, steps);
      Map<String, INDArray> reached = stateful.reached();
      double[][] first = run(module, Arrays.copyOf(steps, 3));
      stateful.start(stateful.reached());
      double[][] second = run(module, Arrays.copyOfRange(steps, 3, 7));
      double[][] both = Stream.of(first, second).flatMap(Arrays::stream).toArray(double[][]::new);
      for (int step = 0; step < 7; step++) {
        assertThat(both[step]).containsExactly(whole[step], within(1e-12));
      }
      reached.forEach(
          (name, state) ->
              assertThat(stateful.reached().get(name).distance2(state)).isLessThan(1e-12));
    }
  }

  /** By the formula, in loops of its own. */
  @Test
  void aJordanNetworkFeedsItsOutputBack() {
    JordanLayer layer = new JordanLayer(2, 3, 2, true);
    Parameters parameters = parameters(layer);
    double[][] steps = input(2, 5);
    double[] hidden = new double[3];
    double[] output = new double[2];
    double[][] expected = new double[5][];
    for (int step = 0; step < 5; step++) {
      double[] next = new double[3];
      for (int unit = 0; unit < 3; unit++) {
        next[unit] =
            Math.tanh(
                product(parameters.get("W"), steps[step], unit)
                    + product(parameters.get("U"), output, unit)
                    + product(parameters.get("R"), hidden, unit)
                    + parameters.get("b").getDouble(unit));
      }
      hidden = next;
      output = new double[2];
      for (int i = 0; i < 2; i++) {
        output[i] =
            Math.tanh(product(parameters.get("V"), hidden, i) + parameters.get("c").getDouble(i));
      }
      expected[step] = output;
    }
    assertRuns(layer, parameters, steps, expected);
  }

  @Test
  void connectionsReachSeveralStepsBack() {
    HigherOrderLayer layer = new HigherOrderLayer(2, 3, List.of(1, 3));
    Parameters parameters = parameters(layer);
    double[][] steps = input(2, 6);
    double[][] expected = new double[6][3];
    for (int step = 0; step < 6; step++) {
      for (int unit = 0; unit < 3; unit++) {
        double sum =
            product(parameters.get("W"), steps[step], unit) + parameters.get("b").getDouble(unit);
        sum += step < 1 ? 0 : product(parameters.get("R1"), expected[step - 1], unit);
        sum += step < 3 ? 0 : product(parameters.get("R3"), expected[step - 3], unit);
        expected[step][unit] = Math.tanh(sum);
      }
    }
    assertRuns(layer, parameters, steps, expected);
  }

  /** A connection to the step before alone is Elman's network, which runs on kernels. */
  @Test
  void ofOneStepBackTheyAreElmans() {
    Layer elman = new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, false);
    Layer plain = new HigherOrderLayer(2, 3, List.of(1));
    Parameters parameters = parameters(plain);
    Parameters same = Parameters.zero(elman.parameters(""), DataType.DOUBLE);
    same.get("W").assign(parameters.get("W"));
    same.get("RW").assign(parameters.get("R1"));
    same.get("b").assign(parameters.get("b"));
    double[][] steps = input(2, 6);
    try (Module module = elman.open("", same, null)) {
      assertRuns(plain, parameters, steps, run(module, steps));
    }
  }

  /** A state of 0.5 is what a step before would have left. */
  @Test
  void aStateBeginsWithTheNumberGiven() {
    Layer inner = new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, false);
    Parameters parameters = parameters(inner);
    double[][] steps = input(2, 4);
    double[][] expected;
    try (RecurrentModule module = (RecurrentModule) inner.open("", parameters, null)) {
      module.start(Map.of("hidden", Nd4j.valueArrayOf(new long[] {1, 3}, 0.5, DataType.DOUBLE)));
      expected = run(module, steps);
    }
    assertRuns(new StartLayer(inner, false, 0.5), parameters, steps, expected);
  }

  /** The layer's own output, and behind it what it reads. */
  @Test
  void aShortcutHandsOnWhatIsRead() {
    Layer inner = new HigherOrderLayer(2, 3, List.of(1));
    Parameters parameters = parameters(inner);
    double[][] steps = input(2, 4);
    double[][] expected = new double[4][];
    try (Module module = inner.open("", parameters, null)) {
      double[][] given = run(module, steps);
      for (int step = 0; step < 4; step++) {
        expected[step] =
            new double[] {
              given[step][0], given[step][1], given[step][2], steps[step][0], steps[step][1]
            };
      }
    }
    assertRuns(new ShortcutLayer(inner), parameters, steps, expected);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new HigherOrderLayer(1, 1, List.of(2, 2)))
        .hasMessage("a layer of higher order has steps back 2 but must have at least 3");
    assertThatThrownBy(() -> new StartLayer(new WindowLayer(1, 1, 1), false, 1))
        .hasMessageContaining("has no state to begin with");
  }

  private static void assertRuns(
      Layer layer, Parameters parameters, double[][] steps, double[][] expected) {
    try (Module module = layer.open("", parameters, null)) {
      double[][] found = run(module, steps);
      for (int step = 0; step < steps.length; step++) {
        assertThat(found[step]).containsExactly(expected[step], within(1e-12));
      }
    }
  }

  private static double product(INDArray matrix, double[] row, int column) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * matrix.getDouble(i, column);
    }
    return sum;
  }

  private static double[][] input(int inputs, int steps) {
    Random random = new Random(SEED);
    double[][] input = new double[steps][inputs];
    for (double[] step : input) {
      Arrays.setAll(step, i -> random.nextGaussian());
    }
    return input;
  }

  private static Parameters parameters(Layer layer) {
    Parameters parameters = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
    Random random = new Random(SEED + 1);
    double[] numbers = new double[Math.toIntExact(parameters.flat().length())];
    Arrays.setAll(numbers, i -> 0.7 * random.nextGaussian());
    parameters.flat().assign(Nd4j.createFromArray(numbers).reshape(1, numbers.length));
    return parameters;
  }

  /** A batch of one row. */
  private static double[][] run(Module module, double[][] steps) {
    INDArray input = Nd4j.createFromArray(steps).reshape('c', steps.length, 1, steps[0].length);
    INDArray output =
        module.forward(new Activations(input, new int[] {steps.length}), Pass.PREDICTION).values();
    double[][] numbers = new double[steps.length][Math.toIntExact(output.size(2))];
    for (int step = 0; step < steps.length; step++) {
      for (int i = 0; i < numbers[step].length; i++) {
        numbers[step][i] = output.getDouble(step, 0, i);
      }
    }
    return numbers;
  }
}
