package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.loss.SoftmaxLoss.Projection;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Parameters;

/** What a softmax says, against plain loops over logits in double precision. */
class LogitsTest {
  private static final String PREFIX = "1_";

  /**
   * Rows that end early, more of them than go into a slice and fewer than are worth one, and
   * symbols that do not go into whole pieces. Each question is asked in another order than rows
   * lie.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, FLOAT",
    "1, 1, 3, 700, FLOAT",
    "3, 4, 5, 7, FLOAT",
    "9, 8, 5, 513, FLOAT",
    "40, 20, 6, 1100, FLOAT",
    "40, 20, 6, 1100, DOUBLE",
    "3, 4, 5, 7, DOUBLE"
  })
  void agreesWithPlainLoops(int rows, int steps, int inputs, int symbols, DataType type) {
    var random = new Random(3);
    SoftmaxLayer layer = new SoftmaxLayer(inputs, symbols, 0, null);
    Parameters parameters = parameters(layer, type, random);
    try (SoftmaxHead head = layer.open(PREFIX, parameters, null)) {
      // Twice, the second time with other numbers: nothing is left of the first.
      for (int call = 0; call < 2; call++) {
        Activations read = activations(rows, steps, inputs, type, random);
        check(head, read, logits(read, parameters), random);
      }
    }
  }

  private static void check(
      SoftmaxHead head, Activations read, double[][][] expected, Random random) {
    try (Logits answer = head.predict(read)) {
      int[] order = IntStream.range(0, read.rows()).toArray();
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int moved = order[i];
        order[i] = order[other];
        order[other] = moved;
      }
      for (int row : order) {
        for (int step = read.lengths()[row] - 1; step >= 0; step--) {
          double[] z = expected[row][step];
          double sum = 0;
          for (double each : z) {
            sum += Math.exp(each);
          }
          int symbol = random.nextInt(z.length);
          assertThat(answer.nats(row, step, symbol))
              .isCloseTo(Math.log(sum) - z[symbol], within(2e-5));
          float[] all = new float[z.length];
          answer.logits(row, step, all);
          int rank = 0;
          for (int id = 0; id < z.length; id++) {
            assertThat((double) all[id]).isCloseTo(z[id], within(2e-5));
            boolean isTie = all[id] == all[symbol] && id < symbol;
            rank += all[id] > all[symbol] || isTie ? 1 : 0;
          }
          assertThat(answer.rank(row, step, symbol)).isEqualTo(rank);
          assertThat(answer.rank(row, step, answer.best(row, step))).isZero();
        }
      }
    }
  }

  @Test
  void whatFollowsARowsEndCannotBeAskedFor() {
    SoftmaxLayer layer = new SoftmaxLayer(2, 3, 0, null);
    var values = Nd4j.ones(DataType.FLOAT, 4, 2, 2);
    try (SoftmaxHead head =
            layer.open(PREFIX, parameters(layer, DataType.FLOAT, new Random(1)), null);
        Logits answer = head.predict(new Activations(values, new int[] {4, 2}))) {
      assertThat(answer.nats(1, 1, 0)).isPositive();
      assertThatThrownBy(() -> answer.nats(1, 2, 0))
          .hasMessage("row 1 is asked about at step 2 but has 2");
    }
  }

  /** What a model reads is in a workspace that is left before anybody asks. */
  @Test
  void outlivesTheWorkspaceOfItsInputs() {
    SoftmaxLayer layer = new SoftmaxLayer(2, 3, 0, null);
    Parameters parameters = parameters(layer, DataType.FLOAT, new Random(1));
    WorkspaceConfiguration configuration = WorkspaceConfiguration.builder().initialSize(0).build();
    try (SoftmaxHead head = layer.open(PREFIX, parameters, null)) {
      Logits answer;
      double[][][] expected;
      try (MemoryWorkspace workspace =
          Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "made")) {
        assertThat(workspace.isScopeActive()).isTrue();
        Activations read = activations(2, 3, 2, DataType.FLOAT, new Random(2));
        expected = logits(read, parameters);
        answer = head.predict(read);
      }
      // Others take what is free.
      for (int i = 0; i < 100; i++) {
        Nd4j.valueArrayOf(new long[] {3, 2, 2}, -7, DataType.FLOAT);
      }
      float[] first = new float[3];
      answer.logits(0, 0, first);
      assertThat((double) first[2]).isCloseTo(expected[0][0][2], within(1e-5));
    }
  }

  private static Parameters parameters(SoftmaxLayer layer, DataType type, Random random) {
    long numbers = Parameters.numbers(layer.parameters(PREFIX));
    double[] flat = random.doubles(numbers, -2, 2).toArray();
    return new Parameters(
        layer.parameters(PREFIX), Nd4j.createFromArray(new double[][] {flat}).castTo(type));
  }

  /** Without a row after the other's end being a number, so that nobody reads it. */
  private static Activations activations(
      int rows, int steps, int inputs, DataType type, Random random) {
    int[] lengths = random.ints(rows, 0, steps + 1).toArray();
    lengths[0] = steps;
    INDArray values = Nd4j.create(type, steps, rows, inputs);
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < inputs; i++) {
          values.putScalar(
              step, row, i, step < lengths[row] ? 2 * random.nextDouble() - 1 : Double.NaN);
        }
      }
    }
    return new Activations(values, lengths);
  }

  /** By row, step and symbol. */
  private static double[][][] logits(Activations read, Parameters parameters) {
    Projection projection = new Projection(parameters.get("1_W"), parameters.get("1_b"));
    int symbols = (int) projection.bias().length();
    double[][] weights = projection.weights().castTo(DataType.DOUBLE).toDoubleMatrix();
    double[] bias = projection.bias().castTo(DataType.DOUBLE).dup().data().asDouble();
    double[][][] logits = new double[read.rows()][read.steps()][symbols];
    for (int row = 0; row < read.rows(); row++) {
      for (int step = 0; step < read.steps(); step++) {
        for (int symbol = 0; symbol < symbols; symbol++) {
          double sum = bias[symbol];
          for (int i = 0; i < read.width(); i++) {
            sum += read.values().getDouble(step, row, i) * weights[i][symbol];
          }
          logits[row][step][symbol] = sum;
        }
      }
    }
    return logits;
  }
}
