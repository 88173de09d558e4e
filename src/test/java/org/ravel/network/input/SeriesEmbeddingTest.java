package org.ravel.network.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.Chain;
import org.ravel.network.ModuleContract;
import org.ravel.network.NetworkJson;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.RealField;
import org.ravel.sequence.SeriesSteps;

class SeriesEmbeddingTest {
  private static final int NUMBERS = 2;
  private static final int SERIES = 3;
  private static final SeriesEmbeddingLayer LAYER = new SeriesEmbeddingLayer(NUMBERS, SERIES, 2, 0);

  @Test
  void keepsTheContract() {
    ModuleContract.check(new OverSeries(LAYER));
  }

  @Test
  void comesBackFromItsJson() {
    SeriesEmbeddingLayer layer = new SeriesEmbeddingLayer(NUMBERS, SERIES, 4, 0.25);
    Chain chain = new Chain(layer, List.of(), new GaussianLayer(layer.width(), 2, null));
    assertThat(NetworkJson.topology(NetworkJson.text(chain))).isEqualTo(chain);
  }

  /** Row 10 · series + column of the table; the unknown series has the last one. */
  @Test
  void eachStepReadsItsNumbersAndTheRowOfItsSeries() {
    SeriesSteps windows =
        new SeriesSteps(
            new RealField(2, new int[] {2, 1, 0}, NUMBERS, numbers(12)),
            new int[] {2, SeriesSteps.UNKNOWN, 0});
    try (InputModule module = LAYER.open("", table(), null)) {
      INDArray output = module.forward(windows, Pass.PREDICTION).values();
      assertThat(row(output, 0, 0)).containsExactly(1, 2, 20, 21);
      assertThat(row(output, 1, 0)).containsExactly(7, 8, 20, 21);
      assertThat(row(output, 0, 1)).containsExactly(3, 4, 30, 31);
      // After their ends.
      assertThat(row(output, 1, 1)).containsExactly(9, 10, 0, 0);
      assertThat(row(output, 0, 2)).containsExactly(5, 6, 0, 0);
    }
  }

  /** Windows that are dropped read the row of the unknown series and teach it, at all steps. */
  @Test
  void someWindowsAreReadInTrainingAsIfTheirSeriesWasUnknown() {
    double dropout = 0.3;
    int rows = 2000;
    SeriesEmbeddingLayer layer = new SeriesEmbeddingLayer(1, SERIES, 2, dropout);
    int[] lengths = new int[rows];
    int[] series = new int[rows];
    Arrays.fill(lengths, 2);
    Arrays.setAll(series, row -> row % SERIES);
    SeriesSteps windows =
        new SeriesSteps(new RealField(2, lengths, 1, new float[2 * rows]), series);
    Parameters gradients = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
    try (InputModule module = layer.open("", table(), gradients)) {
      INDArray output = module.forward(windows, new Pass(true, random(1))).values().dup();
      double[] expected = new double[SERIES + 1];
      for (int row = 0; row < rows; row++) {
        int read = (int) output.getDouble(0, row, 1) / 10;
        assertThat(read).isIn(series[row], SERIES);
        assertThat(output.getDouble(1, row, 1)).isEqualTo(10 * read);
        expected[read] += 2;
      }
      assertThat(expected[SERIES] / (2 * rows)).isCloseTo(dropout, within(0.03));
      module.backward(Nd4j.ones(DataType.DOUBLE, 2, rows, 3));
      for (int read = 0; read <= SERIES; read++) {
        assertThat(gradients.get("E").getDouble(read, 1)).isEqualTo(expected[read]);
      }
      assertThat(module.forward(windows, new Pass(true, random(1))).values()).isEqualTo(output);
      assertThat(module.forward(windows, new Pass(true, random(2))).values()).isNotEqualTo(output);
      INDArray predicted = module.forward(windows, Pass.PREDICTION).values();
      assertThat(predicted.getDouble(1, 4, 2)).isEqualTo(11);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    RealField numbers = new RealField(1, new int[] {1}, NUMBERS, numbers(NUMBERS));
    try (InputModule module = LAYER.open("", table(), null)) {
      assertThatThrownBy(() -> module.forward(numbers, Pass.PREDICTION))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a network with an embedding of series was given steps of 2 real numbers without their series");
      for (int series : new int[] {SERIES, -2}) {
        SeriesSteps window = new SeriesSteps(numbers, new int[] {series});
        assertThatThrownBy(() -> module.forward(window, Pass.PREDICTION))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a window is of series %d, but there are 3".formatted(series));
      }
    }
    assertThatThrownBy(() -> new SeriesSteps(numbers, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 windows are of 2 series");
    assertThatThrownBy(() -> new SeriesEmbeddingLayer(1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must drop a share in [0, 1)");
  }

  private static SplittableRandom random(long seed) {
    return new SplittableRandom(seed);
  }

  private static double[] row(INDArray output, int step, int row) {
    double[] numbers = new double[(int) output.size(2)];
    Arrays.setAll(numbers, column -> output.getDouble(step, row, column));
    return numbers;
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i + 1;
    }
    return numbers;
  }

  private static Parameters table() {
    Parameters table = Parameters.zero(LAYER.parameters(""), DataType.DOUBLE);
    for (int row = 0; row <= SERIES; row++) {
      for (int column = 0; column < 2; column++) {
        table.get("E").putScalar(row, column, 10 * row + column);
      }
    }
    return table;
  }

  /**
   * The input layer as one that reads activations, for the contract: what is read follows from the
   * rows' lengths, and the activations have no effect. One of the series is unknown.
   */
  private record OverSeries(SeriesEmbeddingLayer layer) implements Layer {

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int width() {
      return layer.width();
    }

    @Override
    public List<ParameterShape> parameters(String prefix) {
      return layer.parameters(prefix);
    }

    @Override
    public Module open(String prefix, Parameters values, Parameters gradients) {
      InputModule module = layer.open(prefix, values, gradients);
      return new Module() {
        private long[] shape;
        private DataType type;

        @Override
        public Activations forward(Activations input, Pass pass) {
          shape = input.values().shape();
          type = input.values().dataType();
          return module.forward(windows(input), pass);
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
          module.backward(outputGradient);
          return Nd4j.zeros(type, shape);
        }
      };
    }

    private static SeriesSteps windows(Activations input) {
      Random random = new Random(9);
      int[] lengths = input.lengths();
      float[] numbers = new float[input.steps() * lengths.length * NUMBERS];
      for (int step = 0; step < input.steps(); step++) {
        for (int row = 0; row < lengths.length; row++) {
          for (int i = 0; i < NUMBERS; i++) {
            float number = (float) random.nextGaussian();
            numbers[(step * lengths.length + row) * NUMBERS + i] = step < lengths[row] ? number : 0;
          }
        }
      }
      int[] series = new int[lengths.length];
      Arrays.setAll(series, row -> row % 3 == 1 ? SeriesSteps.UNKNOWN : row % SERIES);
      return new SeriesSteps(new RealField(input.steps(), lengths, NUMBERS, numbers), series);
    }
  }
}
