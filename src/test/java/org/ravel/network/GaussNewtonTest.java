package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Activation;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.head.SquaredErrorLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.SecondOrderLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.CurvedHead;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.RealField;

/** Against matrices that are written out: each row of J is a way back from one sum. */
class GaussNewtonTest {
  private static final int SYMBOLS = 4;
  private static final int WIDTH = 3;
  private static final int[] LENGTHS = {4, 0, 2};

  /** A network, what it reads, and the second derivative of its loss, worked out here. */
  private record Case(String name, Chain network, Batch batch, boolean softmax) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    RecurrentLayer elman = new RecurrentLayer(Cell.ELMAN_TANH, WIDTH, WIDTH, false);
    RecurrentLayer lstm = new RecurrentLayer(Cell.LSTM, WIDTH, WIDTH, true);
    HeadLayer softmax = new SoftmaxLayer(WIDTH, SYMBOLS, 0, null);
    Batch text = Batch.nextStep(new int[][] {{1, 3, 0, 2, 2}, null, {3, 3, 1}}, 0, 4);
    return Stream.of(
        new Case(
            "Elman, softmax",
            new Chain(new TokenRecurrentLayer(SYMBOLS, null, elman), List.of(), softmax),
            text,
            true),
        new Case(
            "Elman, LSTM, dense, tied softmax",
            new Chain(
                new TokenRecurrentLayer(SYMBOLS, null, elman),
                List.of(lstm, new DenseLayer(WIDTH, WIDTH, Activation.TANH)),
                new SoftmaxLayer(WIDTH, SYMBOLS, 0, "0_E")),
            text,
            true),
        new Case(
            "second order, softmax",
            new Chain(
                new EmbeddingLayer(SYMBOLS, WIDTH),
                List.of(new SecondOrderLayer(WIDTH, WIDTH)),
                softmax),
            text,
            true),
        new Case(
            "GRU, squared error",
            new Chain(
                new NumbersLayer(2),
                List.of(new RecurrentLayer(Cell.GRU_RESET_AFTER, 2, WIDTH, false)),
                new SquaredErrorLayer(WIDTH, 2)),
            new Batch(numbers(2, false), numbers(2, true)),
            false),
        new Case(
            "Elman, labels of which any number may be there",
            new Chain(
                new TokenRecurrentLayer(SYMBOLS, null, elman),
                List.of(),
                new BernoulliLayer(WIDTH, 2)),
            new Batch(text.read(), indicators()),
            false));
  }

  /** One of them missing. */
  private static RealField numbers(int width, boolean gap) {
    RealField field = new RealField(4, LENGTHS, width, new float[4 * LENGTHS.length * width]);
    Random random = new Random(3);
    for (int i = 0; i < field.numbers().length; i++) {
      field.numbers()[i] = (float) random.nextGaussian();
    }
    if (gap) {
      field.numbers()[0] = Float.NaN;
    }
    return field;
  }

  private static RealField indicators() {
    RealField field = numbers(2, false);
    for (int i = 0; i < field.numbers().length; i++) {
      field.numbers()[i] = field.numbers()[i] > 0 ? 1 : 0;
    }
    return field;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productsAreThoseOfTheMatrix(Case test) {
    Written written = new Written(test);
    try (GaussNewton matrix = open(test)) {
      for (int seed = 0; seed < 2; seed++) {
        double[] vector = new Random(seed).doubles(written.parameters.length, -1, 1).toArray();
        double[] product = new double[vector.length];
        matrix.addProduct(test.batch, vector, 0, product);
        requireClose(product, written.product(vector, 0));
        double[] damped = new double[vector.length];
        matrix.addProduct(test.batch, vector, 0.7, damped);
        requireClose(damped, written.product(vector, 0.7));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfDifferences(Case test) {
    double[] at = parameters(test);
    try (GaussNewton matrix = open(test)) {
      double[] gradient = new double[at.length];
      double nats = matrix.addGradient(test.batch, gradient);
      assertThat(matrix.nats(test.batch)).isEqualTo(nats);
      for (int i = 0; i < at.length; i++) {
        double[] moved = at.clone();
        moved[i] += 1e-5;
        matrix.moveTo(moved);
        double above = matrix.nats(test.batch);
        moved[i] -= 2e-5;
        matrix.moveTo(moved);
        assertThat(gradient[i]).isCloseTo((above - matrix.nats(test.batch)) / 2e-5, within(1e-6));
      }
    }
  }

  @Test
  void aVectorWithoutLengthHasNoProduct() {
    Case test = cases().findFirst().orElseThrow();
    try (GaussNewton matrix = open(test)) {
      double[] product = new double[parameters(test).length];
      matrix.addProduct(test.batch, new double[product.length], 1, product);
      assertThat(product).containsOnly(0);
    }
  }

  @Test
  void aLossThatIsNotConvexIsRefused() {
    Chain network = new Chain(new NumbersLayer(2), List.of(), new GaussianLayer(2, 1, 1.0));
    try (GaussNewton matrix = new GaussNewton(network)) {
      Batch batch = new Batch(numbers(2, false), numbers(1, false));
      assertThatThrownBy(() -> matrix.addProduct(batch, new double[] {1, 0, 1}, 0, new double[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not convex");
    }
  }

  private static GaussNewton open(Case test) {
    GaussNewton matrix = new GaussNewton(test.network);
    matrix.moveTo(parameters(test));
    return matrix;
  }

  private static double[] parameters(Case test) {
    try (INDArray random = Differences.random(test.network, DataType.DOUBLE).flat()) {
      return Doubles.read(random.muli(0.5));
    }
  }

  private static void requireClose(double[] found, double[] expected) {
    double largest = 0;
    for (double number : expected) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(largest).isGreaterThan(1e-3);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-7 * largest));
    }
  }

  /** The matrix's factors, row by row. */
  private static final class Written {
    private final double[] parameters;
    private final List<double[]> ofSums = new ArrayList<>();
    private final List<double[]> ofStates = new ArrayList<>();
    private final double[] sums;
    private final Case test;
    private final int width;

    Written(Case test) {
      this.test = test;
      parameters = parameters(test);
      Parameters values = Parameters.zero(test.network.parameters(), DataType.DOUBLE);
      Doubles.write(parameters, values.flat());
      Parameters gradients = Parameters.zero(test.network.parameters(), DataType.DOUBLE);
      try (RunningChain running = test.network.open(values, gradients)) {
        CurvedHead head = (CurvedHead) running.head();
        sums = head.sums(forward(running));
        width = sums.length / (4 * LENGTHS.length);
        for (int place = 0; place < sums.length / width; place++) {
          for (int i = 0; i < width; i++) {
            double[] one = new double[sums.length];
            one[place * width + i] = counts(place, i) ? 1 : 0;
            gradients.flat().assign(0);
            running.stack().backward(head.backward(forward(running), one));
            ofSums.add(Doubles.read(gradients.flat()));
          }
        }
        for (int layer = 0; layer <= test.network.layers().size(); layer++) {
          if (running.stack().isRecurrent(layer)) {
            addStates(running, head, layer, gradients);
          }
        }
      }
    }

    private Activations forward(RunningChain running) {
      return running.stack().forward(test.batch.read(), HiddenState.zero(), new Pass(true, null));
    }

    private void addStates(RunningChain running, CurvedHead head, int of, Parameters gradients) {
      for (int number = 0; number < 4 * LENGTHS.length * WIDTH; number++) {
        if (isAfterEnd(number / WIDTH)) {
          continue;
        }
        int chosen = number;
        gradients.flat().assign(0);
        INDArray zero = head.backward(forward(running), new double[sums.length]);
        running
            .stack()
            .backward(
                zero,
                (gradient, layer) -> {
                  if (layer == of) {
                    double[] one = new double[(int) gradient.length()];
                    one[chosen] = 1;
                    Doubles.add(one, gradient);
                  }
                });
        ofStates.add(Doubles.read(gradients.flat()));
      }
    }

    private static boolean isAfterEnd(int place) {
      return place / LENGTHS.length >= LENGTHS[place % LENGTHS.length];
    }

    private boolean counts(int place, int i) {
      return test.batch.targets() instanceof Field
          ? !isAfterEnd(place)
          : !isAfterEnd(place)
              && !Float.isNaN(((RealField) test.batch.targets()).numbers()[place * width + i]);
    }

    /** Σ Jᵀ H J v, and μ Σ Dᵀ D v. */
    double[] product(double[] vector, double structural) {
      double[] directions = ofSums.stream().mapToDouble(row -> dot(row, vector)).toArray();
      double[] product = new double[vector.length];
      for (int first = 0; first < directions.length; first += width) {
        for (int i = 0; i < width; i++) {
          double curved = 0;
          for (int j = 0; j < width; j++) {
            curved += second(first, i, j) * directions[first + j];
          }
          Doubles.addScaled(product, 0, curved, ofSums.get(first + i), 0, product.length);
        }
      }
      for (double[] row : ofStates) {
        Doubles.addScaled(product, 0, structural * dot(row, vector), row, 0, product.length);
      }
      return product;
    }

    /** ∂²nats/∂z∂z of two sums of a place. */
    private double second(int first, int i, int j) {
      if (test.softmax) {
        double total = 0;
        for (int k = 0; k < width; k++) {
          total += Math.exp(sums[first + k]);
        }
        double p = Math.exp(sums[first + i]) / total;
        double q = Math.exp(sums[first + j]) / total;
        return (i == j ? p : 0) - p * q;
      }
      if (i != j) {
        return 0;
      }
      double p = 1 / (1 + Math.exp(-sums[first + i]));
      return test.network.head() instanceof BernoulliLayer ? p * (1 - p) : 1;
    }

    private static double dot(double[] a, double[] b) {
      return Doubles.dot(a, 0, b, 0, a.length);
    }
  }
}
