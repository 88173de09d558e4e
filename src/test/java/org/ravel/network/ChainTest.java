package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.CrfLayer;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.head.SquaredErrorLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.NormalisationLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;

class ChainTest {
  private static final int SYMBOLS = 6;
  private static final int WIDTH = 4;

  static Stream<Chain> chains() {
    DropoutLayer dropout = new DropoutLayer(WIDTH, 0.6, DropoutLayer.Mask.STEP);
    RecurrentLayer lstm = new RecurrentLayer(Cell.LSTM, WIDTH, WIDTH, true);
    RecurrentLayer gru = new RecurrentLayer(Cell.GRU_RESET_AFTER, WIDTH, WIDTH, false);
    return Stream.of(
        new Chain(
            new TokenRecurrentLayer(SYMBOLS, null, lstm),
            List.of(gru),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, null)),
        new Chain(
            new TokenRecurrentLayer(SYMBOLS, dropout, gru),
            List.of(dropout, lstm, dropout),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0.1, "0_E")),
        new Chain(
            new TokenRecurrentLayer(SYMBOLS, 0.6, dropout, dropped(Cell.LSTM, true)),
            List.of(dropped(Cell.GRU_RESET_BEFORE, false)),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, null)),
        new Chain(
            new TokenRecurrentLayer(SYMBOLS, 0.6, null, lstm),
            List.of(),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, "0_E")),
        new Chain(
            new TokenRecurrentLayer(SYMBOLS, null, dropped(Cell.GRU_RESET_AFTER, false)),
            List.of(),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, null)),
        new Chain(
            new EmbeddingLayer(SYMBOLS, WIDTH, 0.5),
            List.of(
                new BidirectionalLayer(
                    dropped(Cell.LSTM, false),
                    dropped(Cell.ELMAN_TANH, false),
                    BidirectionalLayer.Merge.SUMMED)),
            new CrfLayer(WIDTH, SYMBOLS)),
        new Chain(
            new EmbeddingLayer(SYMBOLS, WIDTH),
            List.of(new DropoutLayer(WIDTH, 0.5, DropoutLayer.Mask.SEQUENCE), lstm),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, "0_E")),
        new Chain(
            new EmbeddingLayer(SYMBOLS, WIDTH),
            List.of(
                new WindowLayer(WIDTH, 1, 0),
                new DenseLayer(2 * WIDTH, WIDTH, Activation.TANH),
                new NormalisationLayer(WIDTH),
                new BidirectionalLayer(
                    new ConvolutionLayer(WIDTH, WIDTH, 2, Activation.SIGMOID),
                    new DenseLayer(WIDTH, WIDTH, Activation.TANH),
                    BidirectionalLayer.Merge.SUMMED)),
            new CrfLayer(WIDTH, SYMBOLS)));
  }

  private static RecurrentLayer dropped(Cell cell, boolean peepholes) {
    return new RecurrentLayer(cell, WIDTH, WIDTH, peepholes, 0.6);
  }

  /** All gradients at once, those of tied matrices and through dropout among them. */
  @ParameterizedTest
  @MethodSource("chains")
  void gradientsAreThoseOfDifferences(Chain chain) {
    Differences.requireThoseOf(chain, batch());
  }

  private static Batch batch() {
    return Batch.nextStep(new int[][] {{1, 5, 0, 2, 2}, null, {3, 3, 4}}, 0, 5);
  }

  @ParameterizedTest
  @MethodSource("chains")
  void comesBackFromItsJson(Chain chain) {
    assertThat(NetworkJson.topology(NetworkJson.text(chain))).isEqualTo(chain);
  }

  /** Older versions have written none of these numbers, and read no others. */
  @Test
  void whatIsKeptIsDescribedOnlyWhereSomethingIsDropped() {
    List<String> texts = chains().map(NetworkJson::text).toList();
    assertThat(texts.get(0)).doesNotContain("\"kept\"", "recurrentKept");
    assertThat(texts.get(2)).contains("\"kept\" : 0.6", "\"recurrentKept\" : 0.6");
    String text = texts.get(2).replace("\"recurrentKept\" : 0.6", "\"recurrentKept\" : 0");
    assertThatThrownBy(() -> NetworkJson.topology(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keeps 0.0 of its weights but must keep a share in (0, 1]");
  }

  @Test
  void allHeadsComeBackFromTheirJson() {
    InputLayer input = new EmbeddingLayer(SYMBOLS, WIDTH);
    Chain penalised =
        new Chain(
            input,
            List.of(new ActivationPenaltyLayer(WIDTH, 2, 1)),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, null));
    assertThat(NetworkJson.topology(NetworkJson.text(penalised))).isEqualTo(penalised);
    for (PoolingLayer.Rule rule : PoolingLayer.Rule.values()) {
      Layer cell = new RecurrentLayer(Cell.LSTM, WIDTH, WIDTH, true);
      List<Layer> layers =
          List.of(
              new BidirectionalLayer(cell, cell, BidirectionalLayer.Merge.SUMMED),
              new PoolingLayer(WIDTH, rule));
      for (HeadLayer head :
          List.of(
              new BernoulliLayer(WIDTH, 3),
              new SquaredErrorLayer(WIDTH, 2),
              new GaussianLayer(WIDTH, 2, null),
              new GaussianLayer(WIDTH, 2, 0.5))) {
        Chain chain = new Chain(input, layers, head);
        assertThat(NetworkJson.topology(NetworkJson.text(chain))).isEqualTo(chain);
      }
    }
  }

  @Test
  void parametersAreNamedByTheirLayer() {
    Chain chain = chains().toList().get(1);
    assertThat(chain.parameters())
        .extracting(ParameterShape::name)
        .containsExactly("0_E", "0_W", "0_RW", "0_b", "1_W", "1_RW", "1_b", "1_P", "2_b");
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    RecurrentLayer narrow = new RecurrentLayer(Cell.LSTM, 3, WIDTH, false);
    SoftmaxLayer softmax = new SoftmaxLayer(WIDTH, SYMBOLS, 0, null);
    EmbeddingLayer embedding = new EmbeddingLayer(SYMBOLS, WIDTH);
    assertThatThrownBy(() -> new Chain(embedding, List.of(narrow), softmax))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reads 3 numbers but the layer before it gives 4");
    SoftmaxLayer tied = new SoftmaxLayer(WIDTH, SYMBOLS + 1, 0, "0_E");
    assertThatThrownBy(() -> new Chain(embedding, List.of(), tied))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no table of that name and shape [7, 4]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "softmax"          | "java.lang.Object"  | java.lang.Object
          "units" : 4        | "units" : -4        | gives -4
          "units" : 4        | "units" : 999999999 | reads
          "inputs" : 4       | "inputs" : "x"      | int
          "labelSmoothing"   | "smoothing"         | labelSmoothing
          "peepholes" : true | "peepholes" : null  | null
          """)
  void whatIsNoDescriptionIsRefused(String from, String to, String message) {
    String text = NetworkJson.text(chains().toList().get(0));
    assertThat(text).contains(from);
    assertThatThrownBy(() -> NetworkJson.topology(text.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void idsThatNobodyKnowsAreRefused() {
    Chain chain = chains().toList().get(0);
    Predictor predictor =
        new NetworkSnapshot(chain, new float[(int) Parameters.numbers(chain.parameters())]).get();
    assertThatThrownBy(
            () -> predictor.predict(Field.of(new int[] {1, SYMBOLS}), HiddenState.zero()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an id is 6 but must lie in [0, 6)");
  }

  /** Whatever a layer can choose from, nothing is no choice: it would fail when the layer runs. */
  @ParameterizedTest
  @CsvSource({
    "pooling, rule",
    "dense, activation",
    "convolution, activation",
    "dropout, mask",
    "bidirectional, merge",
    "recurrent, cell",
  })
  void aChoiceThatIsNullIsRefused(String kind, String choice) {
    RecurrentLayer cell = new RecurrentLayer(Cell.LSTM, WIDTH, WIDTH, false);
    Chain chain =
        new Chain(
            new EmbeddingLayer(SYMBOLS, WIDTH),
            List.of(
                switch (kind) {
                  case "pooling" -> new PoolingLayer(WIDTH, PoolingLayer.Rule.LAST);
                  case "dense" -> new DenseLayer(WIDTH, WIDTH, Activation.TANH);
                  case "convolution" -> new ConvolutionLayer(WIDTH, WIDTH, 3, Activation.TANH);
                  case "dropout" -> new DropoutLayer(WIDTH, 0.5, DropoutLayer.Mask.STEP);
                  case "bidirectional" ->
                      new BidirectionalLayer(cell, cell, BidirectionalLayer.Merge.SUMMED);
                  default -> cell;
                }),
            new SoftmaxLayer(WIDTH, SYMBOLS, 0, null));
    String text = NetworkJson.text(chain);
    String without =
        text.replaceAll("\"%s\" : \"\\w+\"".formatted(choice), "\"%s\" : null".formatted(choice));
    assertThat(without).isNotEqualTo(text);
    assertThatThrownBy(() -> NetworkJson.topology(without))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What travels keeps its numbers, whatever happens to the network. */
  @Test
  void aSnapshotIsACopy() {
    Chain chain = chains().toList().get(0);
    float[] numbers = new float[(int) Parameters.numbers(chain.parameters())];
    numbers[5] = 2;
    NetworkSnapshot snapshot =
        NetworkSnapshot.of(chain, Nd4j.createFromArray(numbers).reshape(1, numbers.length));
    assertThat(snapshot.parameters()).containsExactly(numbers);
    assertThat(snapshot).isEqualTo(new NetworkSnapshot(chain, numbers.clone()));
    assertThatThrownBy(() -> new NetworkSnapshot(chain, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are 3 parameters for layers of");
  }

  /** All tasks of an executor read one copy in native memory, which does not travel. */
  @Test
  void predictorsOfASnapshotShareItsParameters() throws Exception {
    Chain chain = chains().toList().get(0);
    Random random = new Random(11);
    float[] numbers = new float[(int) Parameters.numbers(chain.parameters())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    NetworkSnapshot snapshot = new NetworkSnapshot(chain, numbers);
    assertThat(snapshot.shared()).isSameAs(snapshot.shared());
    float[] expected = logits(snapshot.get());
    assertThat(logits(snapshot.get())).containsExactly(expected);
    NetworkSnapshot elsewhere = SerializationUtils.roundtrip(snapshot);
    assertThat(elsewhere.shared()).isNotSameAs(snapshot.shared());
    assertThat(logits(elsewhere.get())).containsExactly(expected);
    List<float[]> atOnce =
        IntStream.range(0, 64).parallel().mapToObj(i -> logits(snapshot.get())).toList();
    assertThat(atOnce).allSatisfy(found -> assertThat(found).containsExactly(expected));
  }

  private static float[] logits(Predictor predictor) {
    float[] logits = new float[SYMBOLS];
    try (Categorical prediction =
        predictor.predict(Field.of(new int[] {1, 4, 0}), predictor.start())) {
      prediction.logits(0, 2, logits);
    }
    return logits;
  }
}
