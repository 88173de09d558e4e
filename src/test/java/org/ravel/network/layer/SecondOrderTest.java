package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;

class SecondOrderTest {
  private static final int LONGEST = 15;

  /** Weights b, R¹, R² of each unit; of the output P⁰, P¹, P². */
  private record Recogniser(double[][] zero, double[][] one, double[] output, double[] start) {

    Parameters parameters(SecondOrderLayer layer) {
      Parameters parameters = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
      double[][][] both = {zero, one};
      for (int symbol = 0; symbol < 2; symbol++) {
        for (int unit = 0; unit < 2; unit++) {
          double[] of = both[symbol][unit];
          parameters.get("W").putScalar(symbol * 3L, unit, of[1]);
          parameters.get("W").putScalar(symbol * 3L + 1, unit, of[2]);
          parameters.get("W").putScalar(symbol * 3L + 2, unit, of[0]);
        }
      }
      parameters.get("x").assign(Nd4j.createFromArray(start).reshape(1, 2));
      return parameters;
    }

    /** z before tanh, which keeps its sign. */
    double answer(double x, double y) {
      return output[0] + output[1] * x + output[2] * y;
    }
  }

  private static final Recogniser TOMITA_1 =
      new Recogniser(
          new double[][] {{-0.89, -0.09, -0.14}, {-1.13, -0.09, -0.14}},
          new double[][] {{0.20, 0.68, 0.96}, {0.20, 0.81, 1.19}},
          new double[] {-0.07, 0.66, 0.75},
          new double[] {0, 0});

  private static final Recogniser TOMITA_4 =
      new Recogniser(
          new double[][] {{-0.567, 1.761, 0.815}, {-0.219, -2.591, 0.446}},
          new double[][] {{0.752, 0.548, -1.071}, {0.074, -0.813, 1.502}},
          new double[] {0.069, 0.172, -0.985},
          new double[] {1, -1});

  @Test
  void itKeepsTheContract() {
    ModuleContract.check(new SecondOrderLayer(2, 3));
    ModuleContract.check(new SecondOrderLayer(1, 1));
    ModuleContract.check(new SecondOrderLayer(4, 2));
  }

  /** Before the first symbol P alone answers, and it is −0.07: the empty string is rejected. */
  @Test
  void printedWeightsRecogniseTomitasFirstLanguageButForTheEmptyString() {
    assertRecognises(TOMITA_1, text -> !text.contains("0"));
    assertThat(TOMITA_1.answer(0, 0)).isNegative();
  }

  @Test
  void printedWeightsRecogniseTomitasFourthLanguage() {
    assertRecognises(TOMITA_4, text -> !text.contains("000"));
    assertThat(TOMITA_4.answer(1, -1)).isPositive();
  }

  /** All strings to a length, as rows of one batch for each length. */
  private static void assertRecognises(Recogniser recogniser, Predicate<String> member) {
    SecondOrderLayer layer = new SecondOrderLayer(2, 2);
    try (StartModule module = layer.open("", recogniser.parameters(layer), null)) {
      for (int length = 1; length <= LONGEST; length++) {
        int rows = 1 << length;
        INDArray states =
            module.forward(strings(length), Pass.PREDICTION).values().slice(length - 1);
        double[] numbers = states.dup('c').data().asDouble();
        for (int row = 0; row < rows; row++) {
          boolean accepts = recogniser.answer(numbers[2 * row], numbers[2 * row + 1]) > 0;
          if (accepts != member.test(text(row, length))) {
            assertThat(accepts).as(text(row, length)).isEqualTo(!accepts);
          }
        }
      }
    }
  }

  private static String text(int row, int length) {
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < length; step++) {
      text.append(row >> step & 1);
    }
    return text.toString();
  }

  private static Activations strings(int length) {
    int rows = 1 << length;
    double[] numbers = new double[length * rows * 2];
    for (int step = 0; step < length; step++) {
      for (int row = 0; row < rows; row++) {
        numbers[(step * rows + row) * 2 + (row >> step & 1)] = 1;
      }
    }
    int[] lengths = new int[rows];
    Arrays.fill(lengths, length);
    return new Activations(Nd4j.createFromArray(numbers).reshape('c', length, rows, 2), lengths);
  }

  /** By hand: tanh(0.074 − 0.813 x − 1.502 y) and so on from the start (1, −1). */
  @Test
  void aStepIsWhatAHandFinds() {
    SecondOrderLayer layer = new SecondOrderLayer(2, 2);
    try (StartModule module = layer.open("", TOMITA_4.parameters(layer), null)) {
      double[] state =
          module
              .forward(
                  new Activations(
                      Nd4j.createFromArray(0.0, 1.0).reshape('c', 1, 1, 2), new int[] {1}),
                  Pass.PREDICTION)
              .values()
              .data()
              .asDouble();
      assertThat(state[0]).isCloseTo(Math.tanh(0.752 + 0.548 + 1.071), within(1e-15));
      assertThat(state[1]).isCloseTo(Math.tanh(0.074 - 0.813 - 1.502), within(1e-15));
    }
  }

  /** What is read in two parts ends where the whole does. */
  @Test
  void theStateIsHandedOn() {
    SecondOrderLayer layer = new SecondOrderLayer(2, 2);
    try (StartModule module = layer.open("", TOMITA_4.parameters(layer), null)) {
      Activations whole = strings(4);
      module.forward(whole, Pass.PREDICTION);
      Map<String, INDArray> reached = module.reached();
      module.forward(part(whole, 0), Pass.PREDICTION);
      module.start(module.reached());
      module.forward(part(whole, 2), Pass.PREDICTION);
      assertThat(module.reached()).isEqualTo(reached);
    }
  }

  private static Activations part(Activations whole, int from) {
    int[] lengths = new int[whole.rows()];
    Arrays.fill(lengths, 2);
    INDArray[] steps = {
      whole.values().slice(from).reshape(1, whole.rows(), 2),
      whole.values().slice(from + 1).reshape(1, whole.rows(), 2)
    };
    return new Activations(Nd4j.concat(0, steps).dup('c'), lengths);
  }
}
