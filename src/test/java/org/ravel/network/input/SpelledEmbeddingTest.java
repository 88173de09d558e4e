package org.ravel.network.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.ModuleContract;
import org.ravel.network.NetworkJson;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;
import org.ravel.sequence.Words;

class SpelledEmbeddingTest {
  private static final int SYMBOLS = 4;
  private static final int CHARACTERS = 5;
  private static final EmbeddingLayer WORDS = new EmbeddingLayer(SYMBOLS, 2);
  private static final EmbeddingLayer LETTERS = new EmbeddingLayer(CHARACTERS, 3);

  static Stream<SpelledEmbeddingLayer> layers() {
    RecurrentLayer lstm = new RecurrentLayer(Cell.LSTM, 3, 2, false);
    RecurrentLayer gru = new RecurrentLayer(Cell.GRU_RESET_AFTER, 3, 3, false);
    return Stream.of(
        new SpelledEmbeddingLayer(
            WORDS,
            LETTERS,
            List.of(
                new BidirectionalLayer(lstm, lstm, BidirectionalLayer.Merge.CONCATENATED),
                new PoolingLayer(4, PoolingLayer.Rule.ENDS))),
        new SpelledEmbeddingLayer(
            WORDS, LETTERS, List.of(gru, new PoolingLayer(3, PoolingLayer.Rule.LAST))),
        new SpelledEmbeddingLayer(
            WORDS,
            LETTERS,
            List.of(
                new ConvolutionLayer(3, 4, 3, Activation.TANH),
                new PoolingLayer(4, PoolingLayer.Rule.MAX))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void keepsTheContract(SpelledEmbeddingLayer layer) {
    ModuleContract.check(new OverWords(layer));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void comesBackFromItsJson(SpelledEmbeddingLayer layer) {
    Chain chain = new Chain(layer, List.of(), new SoftmaxLayer(layer.width(), 2, 0, null));
    assertThat(NetworkJson.topology(NetworkJson.text(chain))).isEqualTo(chain);
  }

  /** What a word becomes follows from its id and its characters, whatever else is in the batch. */
  @ParameterizedTest
  @MethodSource("layers")
  void aWordIsTheSameInAllCompany(SpelledEmbeddingLayer layer) {
    int[] word = {2, 3, 4, 2, 1};
    double[] alone = outputs(layer, new int[][] {{3}}, new int[][] {word})[0];
    int[] crowd = {2, 1, 2, 3, 4, 2, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 2, 3, 4, 2, 1};
    // Many others of the same length.
    int[][] rows = new int[60][];
    int[][] characters = new int[60][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new int[] {1};
      characters[row] = new int[] {2 + row % 3, 2 + row / 3 % 3, 2 + row / 9 % 3, row / 27, 1};
      characters[row][3] = characters[row][3] == 1 ? 4 : characters[row][3];
    }
    rows[0] = new int[0];
    characters[0] = new int[0];
    rows[1] = new int[] {1, 3, 0, 2, 0};
    characters[1] = crowd;
    rows[2] = new int[] {3};
    characters[2] = word;
    double[][] together = outputs(layer, rows, characters);
    assertThat(together[rows.length + 1]).containsExactly(alone);
    assertThat(together[2]).containsExactly(alone);
    // Another id, the same characters.
    double[] unknown = together[4 * rows.length + 1];
    assertThat(Arrays.copyOfRange(unknown, 2, unknown.length))
        .containsExactly(Arrays.copyOfRange(alone, 2, alone.length));
    assertThat(Arrays.copyOf(unknown, 2)).isNotEqualTo(Arrays.copyOf(alone, 2));
  }

  /** All outputs by step and row. */
  private static double[][] outputs(SpelledEmbeddingLayer layer, int[][] ids, int[][] characters) {
    List<ParameterShape> shapes = layer.parameters("0_");
    Parameters values = Parameters.zero(shapes, DataType.FLOAT);
    Random random = new Random(5);
    for (long i = 0; i < values.flat().length(); i++) {
      values.flat().putScalar(i, random.nextGaussian());
    }
    try (InputModule module = layer.open("0_", values, null)) {
      Activations output = module.forward(Words.of(Field.of(ids), characters), Pass.PREDICTION);
      INDArray rows = StepRows.of(output.values());
      double[][] numbers = new double[(int) rows.size(0)][];
      Arrays.setAll(numbers, row -> rows.getRow(row).toDoubleVector());
      return numbers;
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () ->
                new SpelledEmbeddingLayer(
                    WORDS, LETTERS, List.of(new PoolingLayer(2, PoolingLayer.Rule.MAX))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reads 2 numbers but what is before it gives 3");
    assertThatThrownBy(
            () ->
                new SpelledEmbeddingLayer(
                    WORDS, LETTERS, List.of(new DenseLayer(3, 3, Activation.TANH))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must end with the only one that pools");
    SpelledEmbeddingLayer layer = layers().findFirst().orElseThrow();
    assertThatThrownBy(() -> outputs(layer, new int[][] {{1}}, new int[][] {{CHARACTERS, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an id is 5 but must lie in [0, 5)");
    Parameters zero = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
    try (InputModule module = layer.open("", zero, null)) {
      assertThatThrownBy(() -> module.forward(Field.of(new int[] {1}), Pass.PREDICTION))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reads the characters of words was given none");
    }
  }

  /**
   * An input layer as one that reads activations, for the contract: the words follow from the rows'
   * lengths, and the activations have no effect. Some words have no character, and some are alike.
   */
  private record OverWords(SpelledEmbeddingLayer layer) implements Layer {

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
          return module.forward(words(input), pass);
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
          module.backward(outputGradient);
          return Nd4j.zeros(type, shape);
        }

        @Override
        public void close() {
          module.close();
        }
      };
    }

    private static Words words(Activations input) {
      Random random = new Random(9);
      int[] lengths = input.lengths();
      int[] ids = random.ints((long) input.steps() * lengths.length, 0, SYMBOLS).toArray();
      int[][] characters = new int[lengths.length][];
      for (int row = 0; row < lengths.length; row++) {
        int[] letters = new int[lengths[row] * 8];
        int count = 0;
        for (int word = 0; word < lengths[row]; word++) {
          int length = word == 1 ? 0 : random.nextInt(7);
          for (int i = 0; i < length; i++) {
            letters[count++] = 2 + random.nextInt(CHARACTERS - 2);
          }
          letters[count++] = Words.END;
        }
        characters[row] = Arrays.copyOf(letters, count);
      }
      return Words.of(new Field(input.steps(), lengths, ids), characters);
    }
  }
}
