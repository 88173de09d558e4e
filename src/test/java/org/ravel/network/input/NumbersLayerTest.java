package org.ravel.network.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.HiddenState;
import org.ravel.network.NetworkJson;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.RunningChain;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.RealField;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;

/** Vectors that are read do what the rows of an embedding do that holds them. */
class NumbersLayerTest {
  private static final int WIDTH = 3;
  private static final int SYMBOLS = 5;
  private static final int LABELS = 4;
  private static final int[][] ROWS = {{3, 1, 4, 0, 2}, {4, 4}, {}};

  private final Random random = new Random(20_261_128);
  private final float[] table = numbers(SYMBOLS * WIDTH);

  static List<List<Layer>> layers() {
    RecurrentLayer lstm = new RecurrentLayer(Cell.LSTM, WIDTH, 2, true);
    RecurrentLayer gru = new RecurrentLayer(Cell.GRU_RESET_AFTER, 4, 3, false);
    return List.of(
        List.of(new BidirectionalLayer(lstm, lstm, BidirectionalLayer.Merge.CONCATENATED), gru),
        List.of(new RecurrentLayer(Cell.ELMAN_TANH, WIDTH, 4, false)),
        List.of(new WindowLayer(WIDTH, 1, 2), new DenseLayer(4 * WIDTH, 3, Activation.TANH)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void predictsAndLearnsAsAnEmbeddingOfTheSameVectors(List<Layer> layers) {
    int width = layers.get(layers.size() - 1).width();
    SoftmaxLayer head = new SoftmaxLayer(width, LABELS, 0, null);
    Chain embedded = new Chain(new EmbeddingLayer(SYMBOLS, WIDTH), layers, head);
    Chain numbers = new Chain(new NumbersLayer(WIDTH), layers, head);
    assertThat(NetworkJson.topology(NetworkJson.text(numbers))).isEqualTo(numbers);
    int rest = (int) Parameters.numbers(numbers.parameters());
    float[] others = numbers(rest);
    float[] all = new float[table.length + rest];
    // An embedding is the first of the parameters, row after row.
    System.arraycopy(table, 0, all, 0, table.length);
    System.arraycopy(others, 0, all, table.length, rest);
    Run expected = run(embedded, all, Field.of(ROWS));
    Run found = run(numbers, others, vectors());
    assertThat(found.nats()).isEqualTo(expected.nats());
    assertThat(found.gradient())
        .isEqualTo(Arrays.copyOfRange(expected.gradient(), table.length, table.length + rest));
  }

  private record Run(double nats, float[] gradient) {}

  private static Run run(Chain chain, float[] values, Steps read) {
    Parameters parameters = new NetworkSnapshot(chain, values).named();
    Parameters gradients = Parameters.zero(chain.parameters(), DataType.FLOAT);
    try (RunningChain running = chain.open(parameters, gradients)) {
      Batch batch = new Batch(read, Field.of(new int[][] {{0, 1, 2, 3, 0}, {3, 1}, {}}));
      double nats = running.train(batch, HiddenState.zero(), new JDKRandomGenerator(1), null);
      return new Run(nats, gradients.flat().toFloatVector());
    }
  }

  private RealField vectors() {
    float[] read = new float[ROWS[0].length * ROWS.length * WIDTH];
    for (int row = 0; row < ROWS.length; row++) {
      for (int step = 0; step < ROWS[row].length; step++) {
        System.arraycopy(
            table, ROWS[row][step] * WIDTH, read, (step * ROWS.length + row) * WIDTH, WIDTH);
      }
    }
    return new RealField(ROWS[0].length, new int[] {5, 2, 0}, WIDTH, read);
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void otherInputsAreRefused() {
    InputModule module = new NumbersLayer(WIDTH).open("0_", parameters(), null);
    assertThatThrownBy(() -> module.forward(Field.of(ROWS), Pass.PREDICTION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reads 3 of them a step but was given ids");
    RealField narrow =
        (RealField) Batch.inputs(List.of(List.of(new Values.OfReals(2, new float[] {1, 2}))), 1);
    assertThatThrownBy(() -> module.forward(narrow, Pass.PREDICTION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reads 3 of them a step but was given 2");
    assertThatThrownBy(() -> new NumbersLayer(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Parameters parameters() {
    return Parameters.zero(List.of(ParameterShape.matrix("above", 1, 3)), DataType.FLOAT);
  }
}
