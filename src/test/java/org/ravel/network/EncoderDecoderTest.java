package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.Pairs;
import org.ravel.sequence.Values;

class EncoderDecoderTest {
  private static final int SOURCES = 5;
  private static final int TARGETS = 6;
  private static final int WIDTH = 4;
  private static final int UNITS = 3;
  private static final int FEATURES = 3;

  static Stream<EncoderDecoder> networks() {
    DropoutLayer dropout = new DropoutLayer(WIDTH, 0.6, DropoutLayer.Mask.STEP);
    RecurrentLayer gru = cell(Cell.GRU_RESET_AFTER, WIDTH, WIDTH);
    RecurrentLayer lstm = cell(Cell.LSTM, WIDTH, WIDTH);
    Layer both = new BidirectionalLayer(gru, gru, BidirectionalLayer.Merge.CONCATENATED);
    return Stream.of(
        // Without attention: all that is known of the source goes over the bridge.
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, lstm), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 1, null, cell(Cell.LSTM, WIDTH, UNITS)),
                List.of(cell(Cell.ELMAN_TANH, UNITS, UNITS)),
                new SoftmaxLayer(UNITS, TARGETS, 0.1, null))),
        new EncoderDecoder(
            new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of(dropout, both)),
            PoolingLayer.Rule.ENDS,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 0.8, dropout, gru),
                List.of(
                    new AttentionLayer(WIDTH, 2 * WIDTH, WIDTH, AttentionLayer.Score.GENERAL, 0),
                    dropout),
                new SoftmaxLayer(WIDTH, TARGETS, 0, "0_E"))),
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of(gru)),
            PoolingLayer.Rule.LAST,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    cell(Cell.GRU_RESET_BEFORE, WIDTH, WIDTH),
                    new AttentionLayer(WIDTH, WIDTH, UNITS, AttentionLayer.Score.DOT, 0)),
                new SoftmaxLayer(UNITS, TARGETS, 0, null))),
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 1, null, cell(Cell.ELMAN_TANH, WIDTH, UNITS)),
                List.of(new AttentionLayer(UNITS, WIDTH, UNITS, AttentionLayer.Score.ADDITIVE, 5)),
                new SoftmaxLayer(UNITS, TARGETS, 0, null))),
        new EncoderDecoder(
            new Stack(
                new EmbeddingLayer(SOURCES, WIDTH),
                List.of(new DenseLayer(WIDTH, FEATURES, Activation.TANH))),
            PoolingLayer.Rule.MEAN,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 1, null, gru),
                List.of(
                    new AttentionLayer(WIDTH, FEATURES, WIDTH, AttentionLayer.Score.GENERAL, 0)),
                new SoftmaxLayer(WIDTH, TARGETS, 0, null))),
        // Each step reads the ends of the source again.
        new EncoderDecoder(
            new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of(both)),
            PoolingLayer.Rule.ENDS,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    dropout,
                    new ContextLayer(WIDTH, 2 * WIDTH, PoolingLayer.Rule.ENDS),
                    cell(Cell.LSTM, 3 * WIDTH, WIDTH),
                    new AttentionLayer(WIDTH, 2 * WIDTH, WIDTH, AttentionLayer.Score.GENERAL, 0)),
                new SoftmaxLayer(WIDTH, TARGETS, 0, "0_E"))),
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    new ContextLayer(WIDTH, WIDTH, PoolingLayer.Rule.LAST),
                    cell(Cell.GRU_RESET_AFTER, 2 * WIDTH, UNITS)),
                new SoftmaxLayer(UNITS, TARGETS, 0, null))),
        // The attention's output is fed to the next step: dropped features and weights differ by
        // step
        // or hold for a row, and a state has two arrays.
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH, 0.8),
                List.of(
                    dropout,
                    new FeedingLayer(
                        WIDTH,
                        List.of(
                            cell(Cell.GRU_RESET_AFTER, 2 * WIDTH, WIDTH),
                            dropout,
                            cell(Cell.GRU_RESET_BEFORE, WIDTH, WIDTH),
                            new AttentionLayer(
                                WIDTH, WIDTH, WIDTH, AttentionLayer.Score.GENERAL, 0))),
                    dropout),
                new SoftmaxLayer(WIDTH, TARGETS, 0, "0_E"))),
        new EncoderDecoder(
            new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of(both)),
            PoolingLayer.Rule.ENDS,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    new ContextLayer(WIDTH, 2 * WIDTH, PoolingLayer.Rule.ENDS),
                    new FeedingLayer(
                        3 * WIDTH,
                        List.of(
                            cell(Cell.LSTM, 3 * WIDTH + UNITS, WIDTH),
                            new DropoutLayer(WIDTH, 0.6, DropoutLayer.Mask.SEQUENCE),
                            cell(Cell.LSTM, WIDTH, WIDTH),
                            new AttentionLayer(
                                WIDTH, 2 * WIDTH, UNITS, AttentionLayer.Score.ADDITIVE, 5)))),
                new SoftmaxLayer(UNITS, TARGETS, 0.1, null))),
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of()),
            PoolingLayer.Rule.LAST,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    new FeedingLayer(
                        WIDTH,
                        List.of(
                            cell(Cell.ELMAN_TANH, 2 * WIDTH, WIDTH),
                            new AttentionLayer(WIDTH, WIDTH, WIDTH, AttentionLayer.Score.DOT, 0)))),
                new SoftmaxLayer(WIDTH, TARGETS, 0, null))),
        // The source is read once, as a step before the first one, by all recurrent layers.
        new EncoderDecoder(
            new Stack(
                new EmbeddingLayer(SOURCES, WIDTH),
                List.of(new DenseLayer(WIDTH, FEATURES, Activation.TANH))),
            PoolingLayer.Rule.MEAN,
            EncoderDecoder.Start.FIRST_INPUT,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 0.8, dropout, lstm),
                List.of(
                    dropout,
                    cell(Cell.LSTM, WIDTH, UNITS),
                    new DropoutLayer(UNITS, 0.6, DropoutLayer.Mask.STEP)),
                new SoftmaxLayer(UNITS, TARGETS, 0.1, null))),
        new EncoderDecoder(
            new Stack(new TokenRecurrentLayer(SOURCES, 1, null, gru), List.of()),
            PoolingLayer.Rule.LAST,
            EncoderDecoder.Start.FIRST_INPUT,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 1, null, gru),
                List.of(new AttentionLayer(WIDTH, WIDTH, WIDTH, AttentionLayer.Score.ADDITIVE, 5)),
                new SoftmaxLayer(WIDTH, TARGETS, 0, "0_E"))),
        // As of images.
        new EncoderDecoder(
            new Stack(
                new EmbeddingLayer(SOURCES, WIDTH),
                List.of(new DenseLayer(WIDTH, FEATURES, Activation.TANH))),
            PoolingLayer.Rule.MEAN,
            new Chain(
                new EmbeddingLayer(TARGETS, WIDTH),
                List.of(
                    new ContextLayer(WIDTH, FEATURES, PoolingLayer.Rule.MEAN),
                    cell(Cell.LSTM, WIDTH + FEATURES, UNITS)),
                new SoftmaxLayer(UNITS, TARGETS, 0, null))));
  }

  private static RecurrentLayer cell(Cell cell, int inputs, int units) {
    return new RecurrentLayer(cell, inputs, units, false, cell == Cell.LSTM ? 0.7 : 1);
  }

  /** All gradients at once: through attention, the bridge and the encoder, with lengths. */
  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreThoseOfDifferences(EncoderDecoder network) {
    Differences.requireThoseOf(network, batch());
  }

  /** Of each step of a source, the weights of all steps of its target should have the sum 1. */
  @ParameterizedTest
  @EnumSource(AttentionLayer.Score.class)
  void whatIsOverlookedCosts(AttentionLayer.Score score) {
    RecurrentLayer gru = cell(Cell.GRU_RESET_AFTER, WIDTH, WIDTH);
    int inner = score == AttentionLayer.Score.ADDITIVE ? 5 : 0;
    EncoderDecoder network =
        new EncoderDecoder(
            new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of()),
            PoolingLayer.Rule.MEAN,
            new Chain(
                new TokenRecurrentLayer(TARGETS, 1, null, gru),
                List.of(new AttentionLayer(WIDTH, WIDTH, WIDTH, score, inner, 0.7)),
                new SoftmaxLayer(WIDTH, TARGETS, 0, null)));
    Differences.requireThoseOf(network, batch(), running -> 0.7 * overlooked(running.attention()));
    assertThat(NetworkJson.topology(NetworkJson.text(network))).isEqualTo(network);
  }

  /** As PyTorch's {@code ((1 - a.sum(1)) ** 2).mean()} of unpadded rows. */
  private static double overlooked(AttentionWeights looked) {
    int[] targets = batch().targets().lengths();
    double sum = 0;
    int places = 0;
    for (int row = 0; row < targets.length; row++) {
      for (int place = 0; targets[row] > 0 && place < looked.lengths()[row]; place++) {
        double seen = 0;
        for (int step = 0; step < targets[row]; step++) {
          seen += looked.of(row, step)[place];
        }
        sum += (1 - seen) * (1 - seen);
        places++;
      }
    }
    return sum / places;
  }

  /** Each part learns: none of its parameters is without a gradient. */
  @ParameterizedTest
  @MethodSource("networks")
  void allPartsHaveGradients(EncoderDecoder network) {
    Parameters gradients = Parameters.zero(network.parameters(), DataType.DOUBLE);
    try (Running running =
        Running.of(network, Differences.random(network, DataType.DOUBLE), gradients)) {
      Differences.loss(running, batch());
    }
    for (ParameterShape shape : network.parameters()) {
      assertThat(gradients.get(shape.name()).norm2Number().doubleValue())
          .as(shape.name())
          .isPositive();
    }
  }

  /** The fast path computes what the portable one does in double precision. */
  @ParameterizedTest
  @MethodSource("networks")
  void singlePrecisionComesToTheSame(EncoderDecoder network) {
    Parameters wide = Differences.random(network, DataType.DOUBLE);
    Parameters narrow = new Parameters(network.parameters(), wide.flat().castTo(DataType.FLOAT));
    Parameters wideGradients = Parameters.zero(network.parameters(), DataType.DOUBLE);
    Parameters narrowGradients = Parameters.zero(network.parameters(), DataType.FLOAT);
    try (Running inDouble = Running.of(network, wide, wideGradients);
        Running inFloat = Running.of(network, narrow, narrowGradients)) {
      assertThat(Differences.loss(inFloat, batch()))
          .isCloseTo(Differences.loss(inDouble, batch()), within(1e-4));
    }
    INDArray difference = narrowGradients.flat().castTo(DataType.DOUBLE).sub(wideGradients.flat());
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-4);
  }

  /** Rows of different lengths on both sides, a row without a sequence, room behind the longest. */
  private static Batch batch() {
    return Batch.pairs(
        Stream.of(new int[][] {{1, 2, 4, 3}, {}, {2}, {4, 4, 1}})
            .<Values>map(Values.OfIds::new)
            .toList(),
        5,
        new int[][] {{1, 5, 0, 2, 1}, null, {1, 3, 4, 2, 5, 1}, {1, 1}},
        5);
  }

  /** Step by step from the state is the same as all at once, and rows can be chosen between. */
  @ParameterizedTest
  @MethodSource("networks")
  void decodesStepByStepWhatItPredictsAtOnce(EncoderDecoder network) {
    Parameters values = Differences.random(network, DataType.FLOAT);
    float[] numbers = values.flat().data().asFloat();
    NetworkSnapshot snapshot = new NetworkSnapshot(network, numbers);
    Field source = Field.of(new int[] {1, 2, 4}, new int[] {3});
    int[][] targets = {{1, 5, 0, 2}, {1, 3, 4, 4}};
    double[][][] expected;
    try (Predictor predictor = snapshot.get();
        Categorical all =
            predictor.predict(new Pairs(source, Field.of(targets)), predictor.start())) {
      expected = nats(all, 2, 4);
    }
    try (Predictor predictor = snapshot.get()) {
      HiddenState state = predictor.start();
      Field begin = Field.of(new int[] {1}, new int[] {1});
      try (Categorical first = predictor.predict(new Pairs(source, begin), state)) {
        assertNear(nats(first, 2, 1)[0][0], expected[0][0]);
        assertNear(nats(first, 2, 1)[1][0], expected[1][0]);
      }
      // Rows of the batch before, and the sequences that they come from.
      int[][] chosen = {{1, 1, 0}, {2, 0}, {0, 1, 0, 1}};
      int[][] origins = {{1, 1, 0}, {0, 1}, {0, 1, 0, 1}};
      for (int step = 1; step < 4; step++) {
        state = state.select(chosen[step - 1]);
        int[] origin = origins[step - 1];
        int at = step;
        Field given =
            Field.of(
                Arrays.stream(origin)
                    .mapToObj(row -> new int[] {targets[row][at]})
                    .toArray(int[][]::new));
        try (Categorical next = predictor.predict(given, state)) {
          double[][][] found = nats(next, origin.length, 1);
          for (int row = 0; row < origin.length; row++) {
            assertNear(found[row][0], expected[origin[row]][step]);
          }
        }
      }
    }
  }

  private static double[][][] nats(Categorical prediction, int rows, int steps) {
    return nats(prediction, IntStream.range(0, rows).map(row -> steps).toArray());
  }

  /** By row, then steps before its end, then symbol. */
  private static double[][][] nats(Categorical prediction, int[] lengths) {
    double[][][] nats = new double[lengths.length][][];
    for (int row = 0; row < lengths.length; row++) {
      nats[row] = new double[lengths[row]][];
      for (int step = 0; step < lengths[row]; step++) {
        int r = row;
        int s = step;
        nats[row][step] =
            IntStream.range(0, TARGETS).mapToDouble(id -> prediction.nats(r, s, id)).toArray();
      }
    }
    return nats;
  }

  private static void assertNear(double[] found, double[] expected) {
    assertThat(found).containsExactly(expected, within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void comesBackFromItsJson(EncoderDecoder network) {
    assertThat(NetworkJson.topology(NetworkJson.text(network))).isEqualTo(network);
  }

  @Test
  void parametersAreNamedByTheirPart() {
    assertThat(networks().toList().get(1).parameters())
        .extracting(ParameterShape::name)
        .startsWith("encoder_0_E", "encoder_1_fW")
        .contains("bridge_0_hidden_W", "bridge_0_hidden_b", "decoder_0_RW", "decoder_1_Q")
        .endsWith("decoder_2_b");
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    Stack encoder = new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of());
    SoftmaxLayer softmax = new SoftmaxLayer(WIDTH, TARGETS, 0, null);
    RecurrentLayer gru = cell(Cell.GRU_RESET_AFTER, WIDTH, WIDTH);
    Chain decoder = new Chain(new TokenRecurrentLayer(TARGETS, 1, null, gru), List.of(), softmax);
    assertThatThrownBy(() -> new EncoderDecoder(encoder, PoolingLayer.Rule.MAX, decoder))
        .hasMessageContaining("the bridge is MAX but must be LAST or ENDS");
    Chain without = new Chain(new EmbeddingLayer(TARGETS, WIDTH), List.of(), softmax);
    assertThatThrownBy(() -> new EncoderDecoder(encoder, PoolingLayer.Rule.LAST, without))
        .hasMessageContaining("no recurrent layer");
    Chain looking =
        new Chain(
            new TokenRecurrentLayer(TARGETS, 1, null, gru),
            List.of(new AttentionLayer(WIDTH, 9, WIDTH, AttentionLayer.Score.GENERAL, 0)),
            softmax);
    assertThatThrownBy(() -> new EncoderDecoder(encoder, PoolingLayer.Rule.LAST, looking))
        .hasMessageContaining("looks at 9 features but the encoder gives 4");
    for (ContextLayer context :
        List.of(
            new ContextLayer(WIDTH, 9, PoolingLayer.Rule.LAST),
            new ContextLayer(WIDTH, WIDTH, PoolingLayer.Rule.MEAN))) {
      Chain reading =
          new Chain(
              new EmbeddingLayer(TARGETS, WIDTH),
              List.of(context, cell(Cell.GRU_RESET_AFTER, context.width(), WIDTH)),
              softmax);
      assertThatThrownBy(() -> new EncoderDecoder(encoder, PoolingLayer.Rule.LAST, reading))
          .hasMessageContaining(
              "reads other features than the bridge, which reads 4 pooled by LAST");
    }
    RecurrentLayer fed = cell(Cell.GRU_RESET_AFTER, 2 * WIDTH, WIDTH);
    AttentionLayer strange = new AttentionLayer(WIDTH, 9, WIDTH, AttentionLayer.Score.GENERAL, 0);
    Chain feeding =
        new Chain(
            new EmbeddingLayer(TARGETS, WIDTH),
            List.of(new FeedingLayer(WIDTH, List.of(fed, strange))),
            softmax);
    assertThatThrownBy(() -> new EncoderDecoder(encoder, PoolingLayer.Rule.LAST, feeding))
        .hasMessageContaining("looks at 9 features but the encoder gives 4");
    Chain fedLater =
        new Chain(
            new TokenRecurrentLayer(TARGETS, 1, null, gru),
            List.of(
                new FeedingLayer(
                    WIDTH,
                    List.of(
                        fed,
                        new AttentionLayer(WIDTH, WIDTH, WIDTH, AttentionLayer.Score.GENERAL, 0)))),
            softmax);
    Chain embedding = new Chain(new EmbeddingLayer(TARGETS, WIDTH), List.of(gru), softmax);
    for (Chain reading : List.of(fedLater, embedding)) {
      assertThatThrownBy(
              () ->
                  new EncoderDecoder(
                      encoder, PoolingLayer.Rule.LAST, EncoderDecoder.Start.FIRST_INPUT, reading))
          .hasMessageContaining("has no step for the source");
    }
    assertThatThrownBy(() -> new ContextLayer(WIDTH, WIDTH, PoolingLayer.Rule.ATTENTION))
        .hasMessageContaining("must be pooled without parameters");
    assertThatThrownBy(() -> new AttentionLayer(3, 4, 3, AttentionLayer.Score.DOT, 0))
        .hasMessageContaining("use the general score");
    assertThatThrownBy(() -> new AttentionLayer(3, 4, 3, AttentionLayer.Score.GENERAL, 0, -1))
        .hasMessageContaining("the factor -1.0 but must have one of 0 or more");
  }

  /** Without dropout the step before the first one is that of a symbol with such an embedding. */
  @Test
  void theFirstInputIsReadAsASymbolIs() {
    RecurrentLayer lstm = new RecurrentLayer(Cell.LSTM, WIDTH, UNITS, false);
    RecurrentLayer gru = new RecurrentLayer(Cell.GRU_RESET_AFTER, UNITS, UNITS, false);
    Chain decoder =
        new Chain(
            new TokenRecurrentLayer(TARGETS, 1, null, lstm),
            List.of(gru),
            new SoftmaxLayer(UNITS, TARGETS, 0, null));
    EncoderDecoder network =
        new EncoderDecoder(
            new Stack(new EmbeddingLayer(SOURCES, WIDTH), List.of()),
            PoolingLayer.Rule.MEAN,
            EncoderDecoder.Start.FIRST_INPUT,
            decoder);
    Parameters values = Differences.random(network, DataType.DOUBLE);
    // The source is symbol 3 alone, and its projection the embedding of symbol 2.
    values.get("encoder_0_E").getRow(3).assign(0);
    values.get("bridge_input_b").assign(values.get("decoder_0_E").getRow(2));
    Field source = Field.of(new int[] {3}, new int[] {3, 3});
    Field written = Field.of(new int[] {1, 4, 5}, new int[] {1, 0});
    Field behind = Field.of(new int[] {2, 1, 4, 5}, new int[] {2, 1, 0});
    try (Running running = Running.of(network, values, null);
        Running alone = Running.of(decoder, values.under(EncoderDecoder.DECODER), null)) {
      INDArray found =
          running.forward(new Pairs(source, written), HiddenState.zero(), Pass.PREDICTION).values();
      INDArray expected = alone.forward(behind, HiddenState.zero(), Pass.PREDICTION).values();
      int[] lengths = {3, 2};
      for (int row = 0; row < lengths.length; row++) {
        for (int step = 0; step < lengths[row]; step++) {
          for (int unit = 0; unit < UNITS; unit++) {
            assertThat(found.getDouble(step, row, unit))
                .isCloseTo(expected.getDouble(step + 1, row, unit), within(1e-12));
          }
        }
      }
    }
  }

  /** Descriptions that say nothing of the start are older ones. */
  @Test
  void whatSaysNothingOfItsStartBeginsWithStates() {
    assertThat(NetworkJson.text(networks().toList().get(0))).doesNotContain("start");
    assertThat(
            networks()
                .filter(network -> network.start() == EncoderDecoder.Start.FIRST_INPUT)
                .map(NetworkJson::text))
        .isNotEmpty()
        .allMatch(text -> text.contains("FIRST_INPUT"));
  }

  @Test
  void aDecoderDoesNotGoOnFromNothing() {
    EncoderDecoder network = networks().toList().get(0);
    int count = (int) Parameters.numbers(network.parameters());
    float[] numbers = new float[count];
    Arrays.fill(numbers, 0.1f);
    try (Predictor predictor = new NetworkSnapshot(network, numbers).get()) {
      assertThatThrownBy(() -> predictor.predict(Field.of(new int[] {1}), predictor.start()))
          .hasMessageContaining("no source was read");
    }
  }

  @Test
  void layersThatDoNotRunStepByStepAreRefused() {
    RecurrentLayer gru = cell(Cell.GRU_RESET_AFTER, WIDTH + UNITS, WIDTH);
    AttentionLayer attention =
        new AttentionLayer(WIDTH, WIDTH, UNITS, AttentionLayer.Score.GENERAL, 0);
    assertThat(new FeedingLayer(WIDTH, List.of(gru, attention)).width()).isEqualTo(UNITS);
    Layer both =
        new BidirectionalLayer(
            cell(Cell.GRU_RESET_AFTER, WIDTH + UNITS, 2),
            cell(Cell.GRU_RESET_AFTER, WIDTH + UNITS, 2),
            BidirectionalLayer.Merge.CONCATENATED);
    assertThatThrownBy(() -> new FeedingLayer(WIDTH, List.of(gru)))
        .hasMessageContaining("does not end with attention");
    assertThatThrownBy(() -> new FeedingLayer(1, List.of(attention)))
        .hasMessageContaining("has no recurrent layer");
    assertThatThrownBy(() -> new FeedingLayer(WIDTH, List.of(both, gru, attention)))
        .hasMessageContaining("does not run step by step over 7 numbers");
    assertThatThrownBy(() -> new FeedingLayer(1, List.of(gru, attention)))
        .hasMessageContaining("does not run step by step over 4 numbers");
    AttentionLayer penalised =
        new AttentionLayer(WIDTH, WIDTH, UNITS, AttentionLayer.Score.GENERAL, 0, 0.5);
    assertThatThrownBy(() -> new FeedingLayer(WIDTH, List.of(gru, penalised)))
        .hasMessageContaining("has the penalty 0.5, but none sees all steps");
  }

  /** What follows a row, and the other rows, change neither its prediction nor its state. */
  @ParameterizedTest
  @MethodSource("networks")
  void aRowIsTheSameAloneAndAmongOthers(EncoderDecoder network) {
    NetworkSnapshot snapshot =
        new NetworkSnapshot(
            network, Differences.random(network, DataType.FLOAT).flat().data().asFloat());
    int[][] sources = {{1, 2, 4}, {3}, {2, 2, 1, 4}};
    int[][] targets = {{1, 5}, {1, 3, 4, 4}, {1}};
    Pairs together = new Pairs(Field.of(sources), Field.of(targets));
    try (Predictor predictor = snapshot.get()) {
      HiddenState all = predictor.start();
      double[][][] nats;
      try (Categorical prediction = predictor.predict(together, all)) {
        nats = nats(prediction, Arrays.stream(targets).mapToInt(row -> row.length).toArray());
      }
      for (int row = 0; row < 3; row++) {
        HiddenState alone = predictor.start();
        Pairs one = new Pairs(Field.of(sources[row]), Field.of(targets[row]));
        try (Categorical prediction = predictor.predict(one, alone)) {
          double[][] found = nats(prediction, 1, targets[row].length)[0];
          for (int step = 0; step < found.length; step++) {
            assertNear(found[step], nats[row][step]);
          }
        }
        HiddenState picked = all.select(new int[] {row});
        for (int i = 0; i < picked.layers().size(); i++) {
          assertThat(picked.layer(i).keySet()).isEqualTo(alone.layer(i).keySet());
          for (String name : picked.layer(i).keySet()) {
            assertNear(
                picked.layer(i).get(name).toDoubleVector(),
                alone.layer(i).get(name).toDoubleVector());
          }
        }
      }
    }
  }
}
