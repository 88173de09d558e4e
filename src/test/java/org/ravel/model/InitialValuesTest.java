package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.InitialisationConfig;

class InitialValuesTest {
  private static final int INPUTS = 90;
  private static final int HIDDEN = 100;

  /** Of input and recurrent weights: 190 inputs, 100 outputs; of the softmax's: 100 and 400. */
  @ParameterizedTest
  @CsvSource({
    "glorot-normal,  0.0830455, 0.0632456, normal",
    "glorot-uniform, 0.0830455, 0.0632456, uniform",
    "he-normal,      0.1025978, 0.1414214, normal",
    "uniform,        0.0577350, 0.0577350, uniform",
  })
  void weightsHaveTheirDistributions(
      String weights, double recurrentDeviation, double outputDeviation, String shape) {
    InitialValues values = values("weights", weights);
    assertDistributed(shape, recurrentDeviation, values.inputWeights("0", INPUTS, HIDDEN, 4));
    assertDistributed(shape, recurrentDeviation, values.recurrentWeights("0", INPUTS, HIDDEN, 4));
    assertDistributed(shape, outputDeviation, values.outputWeights(HIDDEN, 400));
  }

  @Test
  void theEmbeddingHasItsOwnDeviationWhateverTheVocabulary() {
    InitialValues values = values();
    assertDistributed("normal", 0.3, values.embedding(20_000, 0.3));
    assertDistributed("normal", 0.3, values.embedding(200_000, 0.3));
  }

  /** Columns of a gate's block have length 1 and are at right angles to each other. */
  @Test
  void orthogonalWeightsKeepTheLengthOfAState() {
    float[] weights =
        values("recurrent-weights", "orthogonal").recurrentWeights("0", INPUTS, HIDDEN, 3);
    for (int gate = 0; gate < 3; gate++) {
      for (int a = 0; a < HIDDEN; a++) {
        for (int b = 0; b <= a; b++) {
          double product = 0;
          for (int row = 0; row < HIDDEN; row++) {
            product +=
                (double) weights[(gate * HIDDEN + a) * HIDDEN + row]
                    * weights[(gate * HIDDEN + b) * HIDDEN + row];
          }
          assertThat(product)
              .as("gate %d, columns %d and %d", gate, a, b)
              .isCloseTo(a == b ? 1 : 0, within(1e-6));
        }
      }
    }
    // No direction is preferred, nor do gates share a matrix.
    assertDistributed("mean and deviation", 1 / Math.sqrt(HIDDEN), weights);
    assertThat(Arrays.copyOf(weights, HIDDEN))
        .isNotEqualTo(Arrays.copyOfRange(weights, HIDDEN * HIDDEN, HIDDEN * HIDDEN + HIDDEN));
  }

  /** Each unit has its own inputs, and each input is as likely as another. */
  @Test
  void sparseWeightsAreAFewOfEachUnit() {
    InitialValues values =
        values("weights", "sparse", "recurrent-weights", "sparse", "deviation", "0.5");
    for (float[] weights :
        List.of(
            values.inputWeights("0", INPUTS, HIDDEN, 4),
            values.weights("0", INPUTS, 4 * HIDDEN),
            values.outputWeights(INPUTS, 4 * HIDDEN))) {
      assertFewOfEachUnit(weights, INPUTS);
    }
    assertFewOfEachUnit(values.recurrentWeights("0", INPUTS, HIDDEN, 4), HIDDEN);
    // Of fewer inputs than are asked for all are there.
    float[] all = values.weights("0", 15, 7);
    assertThat(all).hasSize(105).doesNotContain(0);
  }

  private static void assertFewOfEachUnit(float[] weights, int rows) {
    int units = weights.length / rows;
    int[] byRow = new int[rows];
    float[] drawn = new float[15 * units];
    int count = 0;
    for (int unit = 0; unit < units; unit++) {
      int before = count;
      for (int row = 0; row < rows; row++) {
        float weight = weights[unit * rows + row];
        if (weight != 0) {
          byRow[row]++;
          drawn[count++] = weight;
        }
      }
      assertThat(count - before).as("weights of unit %d", unit).isEqualTo(15);
    }
    assertDistributed("normal", 0.5, drawn);
    // Five deviations of a binomial distribution.
    double mean = 15.0 * units / rows;
    assertThat(Arrays.stream(byRow).min().orElseThrow())
        .isGreaterThan((int) (mean - 5 * Math.sqrt(mean)));
    assertThat(Arrays.stream(byRow).max().orElseThrow())
        .isLessThan((int) (mean + 5 * Math.sqrt(mean)));
  }

  @Test
  void normalWeightsHaveTheDeviationAndThoseOfTheInputTheirOwn() {
    InitialValues values =
        values("weights", "normal", "deviation", "0.1", "input-deviation", "0.001");
    assertDistributed("normal", 0.001, values.inputWeights("0", INPUTS, HIDDEN, 4));
    assertDistributed("normal", 0.1, values.recurrentWeights("0", INPUTS, HIDDEN, 4));
    assertDistributed("normal", 0.1, values.outputWeights(HIDDEN, 400));
  }

  /**
   * Gelfand's formula as the second source: the norm of A^n, to the power of 1/n, is the spectral
   * radius in the limit; of 2^20 factors it is so within 10⁻⁴.
   */
  @ParameterizedTest
  @CsvSource({"same, 1.1", "orthogonal, 0.9", "sparse, 1.1"})
  void recurrentWeightsHaveTheSpectralRadius(String weights, double radius) {
    int units = 30;
    float[] scaled =
        values("recurrent-weights", weights, "spectral-radius", "" + radius)
            .recurrentWeights("0", 5, units, 2);
    float[] drawn = values("recurrent-weights", weights).recurrentWeights("0", 5, units, 2);
    for (int gate = 0; gate < 2; gate++) {
      int from = gate * units * units;
      assertThat(gelfand(Arrays.copyOfRange(scaled, from, from + units * units), units))
          .as("gate %d", gate)
          .isCloseTo(radius, within(2e-4));
      // It is the same matrix but for its scale.
      int first = from;
      while (drawn[first] == 0) {
        first++;
      }
      for (int i = from; i < from + units * units; i++) {
        assertThat(scaled[i]).isCloseTo(drawn[i] * scaled[first] / drawn[first], within(1e-5f));
      }
    }
  }

  private static double gelfand(float[] matrix, int size) {
    double[][] power = new double[size][size];
    for (int i = 0; i < matrix.length; i++) {
      power[i / size][i % size] = matrix[i];
    }
    double log = 0;
    double share = 1;
    for (int squaring = 0; squaring < 20; squaring++) {
      double norm =
          Math.sqrt(Arrays.stream(power).flatMapToDouble(Arrays::stream).map(x -> x * x).sum());
      log += share * Math.log(norm);
      double[][] square = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          for (int k = 0; k < size; k++) {
            square[i][j] += power[i][k] / norm * (power[k][j] / norm);
          }
        }
      }
      power = square;
      share /= 2;
    }
    return Math.exp(log);
  }

  @Test
  void aMatrixWithoutAnEigenvalueIsNotScaled() {
    float[] nilpotent = {0, 1, 0, 0};
    assertThatThrownBy(() -> SpectralRadius.scale(nilpotent, 0, 2, 1.1))
        .hasMessageContaining("all eigenvalues")
        .hasMessageContaining("1.1");
    // A rotation by a right angle, 3 times as long: the eigenvalues are ±3i.
    assertThat(SpectralRadius.of(new float[] {7, 0, 3, -3, 0}, 1, 2)).isCloseTo(3, within(1e-12));
  }

  @Test
  void orthogonalWeightsOfOneUnitAreOneOrMinusOne() {
    float[] weights = values("recurrent-weights", "orthogonal").recurrentWeights("0", 1, 1, 1000);
    int positive = 0;
    for (float weight : weights) {
      assertThat(Math.abs(weight)).isEqualTo(1);
      positive += weight > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(420, 580);
  }

  @Test
  void zeroBiasesAreZeroButForTheKeepingGate() {
    InitialValues values = values("biases", "zero");
    assertThat(values.recurrentBias("0", 2, GateBiases.LSTM, 1.5))
        .containsExactly(0, 0, 1.5f, 1.5f, 0, 0, 0, 0);
    assertThat(values.recurrentBias("0", 2, GateBiases.GRU_RESET_AFTER, -1))
        .containsExactly(-1, -1, 0, 0, 0, 0, 0, 0);
    assertThat(values.recurrentBias("0", 2, GateBiases.ELMAN, 0)).containsExactly(0, 0);
    assertThat(values.outputBias(2, 3)).containsExactly(0, 0, 0);
  }

  /** PyTorch's LSTM has two uniform biases for each gate, whose sum has a triangular density. */
  @Test
  void uniformBiasesAreSumsOfTwoWherePyTorchHasTwo() {
    InitialValues values = values("biases", "uniform");
    int hidden = 10_000;
    double bound = 0.01;
    double one = bound / Math.sqrt(3);
    double two = bound * Math.sqrt(2.0 / 3);
    float[] lstm = values.recurrentBias("0", hidden, GateBiases.LSTM, 0);
    for (int gate = 0; gate < 4; gate++) {
      assertDistributed("triangular", two, block(lstm, gate, hidden));
    }
    float[] gru = values.recurrentBias("0", hidden, GateBiases.GRU_RESET_AFTER, 0);
    assertDistributed("triangular", two, block(gru, 0, hidden));
    assertDistributed("triangular", two, block(gru, 1, hidden));
    assertDistributed("uniform", one, block(gru, 2, hidden));
    assertDistributed("uniform", one, block(gru, 3, hidden));
    assertDistributed("uniform", one, values.outputBias(hidden, 10_000));
  }

  @Test
  void aKeepingGatesBiasIsAddedToUniformOnes() {
    float[] without = values("biases", "uniform").recurrentBias("0", 50, GateBiases.LSTM, 0);
    float[] with = values("biases", "uniform").recurrentBias("0", 50, GateBiases.LSTM, 2);
    for (int i = 0; i < with.length; i++) {
      boolean forget = i >= 50 && i < 100;
      assertThat(with[i]).isCloseTo(without[i] + (forget ? 2 : 0), within(1e-6f));
    }
  }

  /**
   * A gate of bias log(T − 1) keeps 1 − 1/T of a state: it forgets in about T steps. So e to the
   * bias is uniform between 1 and the longest dependency less 1, and the input gate's is its
   * inverse.
   */
  @Test
  void chronoGatesKeepStatesUpToTheLongestDependency() {
    InitialValues values = values("biases", "chrono", "longest-dependency", "201");
    int hidden = 20_000;
    float[] bias = values.recurrentBias("0", hidden, GateBiases.LSTM, 0);
    assertStepsUniform(200, block(bias, 1, hidden));
    for (int i = 0; i < hidden; i++) {
      assertThat(bias[i]).isEqualTo(-bias[hidden + i]);
    }
    for (int other : new int[] {2, 3}) {
      assertThat(block(bias, other, hidden)).containsOnly(0);
    }
    float[] gru = values.recurrentBias("0", hidden, GateBiases.GRU_RESET_AFTER, 0);
    assertStepsUniform(200, block(gru, 0, hidden));
    assertThat(Arrays.copyOfRange(gru, hidden, 4 * hidden)).containsOnly(0);
    assertThat(values.outputBias(5, 7)).containsOnly(0);
  }

  private static void assertStepsUniform(int longest, float[] biases) {
    double[] steps =
        IntStream.range(0, biases.length).mapToDouble(i -> Math.exp(biases[i])).toArray();
    assertThat(Arrays.stream(steps).min().orElseThrow()).isBetween(1 - 1e-6, 1.2);
    assertThat(Arrays.stream(steps).max().orElseThrow()).isBetween(longest - 0.2, longest + 1e-3);
    // Four standard errors of a uniform distribution's mean.
    double error = 4 * (longest - 1) / Math.sqrt(12.0 * biases.length);
    assertThat(Arrays.stream(steps).average().orElseThrow())
        .isCloseTo((1 + longest) / 2.0, within(error));
  }

  @Test
  void theSeedDecidesEachArrayByItself() {
    InitialValues one = values("weights", "uniform");
    InitialValues same = values("weights", "uniform", "recurrent-weights", "orthogonal");
    assertThat(same.embedding(100, 1)).isEqualTo(one.embedding(100, 1));
    assertThat(same.inputWeights("1", 5, 6, 4)).isEqualTo(one.inputWeights("1", 5, 6, 4));
    assertThat(same.recurrentWeights("1", 5, 6, 4))
        .isNotEqualTo(one.recurrentWeights("1", 5, 6, 4));
    assertThat(one.inputWeights("0", 5, 6, 4)).isNotEqualTo(one.inputWeights("1", 5, 6, 4));
    assertThat(new InitialValues(initialisation("weights", "uniform"), 2).embedding(100, 1))
        .isNotEqualTo(one.embedding(100, 1));
  }

  private static float[] block(float[] bias, int block, int hidden) {
    return Arrays.copyOfRange(bias, block * hidden, (block + 1) * hidden);
  }

  /** The first, second and fourth moment, and the bounds where there are any. */
  private static void assertDistributed(String shape, double deviation, float[] numbers) {
    double n = numbers.length;
    double mean = 0;
    double variance = 0;
    double fourth = 0;
    double largest = 0;
    for (float number : numbers) {
      mean += number / n;
      variance += (double) number * number / n;
      fourth += Math.pow(number, 4) / n;
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(mean).as("mean").isCloseTo(0, within(4 * deviation / Math.sqrt(n)));
    assertThat(Math.sqrt(variance) / deviation).as("deviation").isCloseTo(1, within(0.03));
    double kurtosis = fourth / (variance * variance);
    switch (shape) {
      case "normal" -> assertThat(kurtosis).isCloseTo(3, within(0.2));
      case "uniform" -> {
        assertThat(kurtosis).isCloseTo(1.8, within(0.05));
        assertBound(Math.sqrt(3) * deviation, 1e-3, largest);
      }
      case "triangular" -> {
        assertThat(kurtosis).isCloseTo(2.4, within(0.1));
        assertBound(Math.sqrt(6) * deviation, 0.05, largest);
      }
      default -> assertThat(shape).isEqualTo("mean and deviation");
    }
  }

  private static void assertBound(double bound, double near, double largest) {
    assertThat(largest / bound).as("bound").isBetween(1 - near, 1 + 1e-6);
  }

  private static InitialValues values(String... settings) {
    return new InitialValues(initialisation(settings), 1);
  }

  private static InitialisationConfig initialisation(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("model.lstm.forget-gate-bias", "0");
    for (int i = 0; i < settings.length; i += 2) {
      all.put("model.initialisation." + settings[i], settings[i + 1]);
    }
    return ConfigLoader.load("test", "", all).values().model().initialisation();
  }
}
