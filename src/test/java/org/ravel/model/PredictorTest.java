package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class PredictorTest {
  private static final int VOCABULARY = 13;
  private static final int MINIBATCH = 3;
  private static final int TIME = 10;

  private final int[][] ids = ids(42);

  @ParameterizedTest
  @CsvSource({
    "LSTM, 1, 5",
    "LSTM, 2, 1",
    "PEEPHOLES, 1, 4",
    "GRU_BEFORE, 2, 7",
    "GRU_AFTER, 2, 2",
    "ELMAN, 1, 9",
    "STOCK_LSTM, 2, 3",
    "STOCK_ELMAN, 2, 6",
  })
  void stateGoesOnFromCallToCall(Variant variant, int layers, int cut) {
    Predictor predictor = SmallNetworks.predictor(variant, layers, VOCABULARY);
    INDArray whole = logits(predictor, Field.of(ids), predictor.start());
    HiddenState state = predictor.start();
    INDArray first = logits(predictor, Field.of(columns(0, cut)), state);
    INDArray second = logits(predictor, Field.of(columns(cut, TIME)), state);
    for (int row = 0; row < MINIBATCH; row++) {
      for (int t = 0; t < TIME; t++) {
        INDArray part =
            t < cut
                ? first.getRow((long) row * cut + t)
                : second.getRow((long) row * (TIME - cut) + t - cut);
        assertSame(part, whole.getRow((long) row * TIME + t));
      }
    }
  }

  /** Batches of other sizes, larger and smaller ones, use the same memory. */
  @ParameterizedTest
  @EnumSource(names = {"LSTM", "GRU_AFTER"})
  void whatWasPredictedBeforeDoesNotMatter(Variant variant) {
    Predictor predictor = SmallNetworks.predictor(variant, 1, VOCABULARY);
    for (int steps : new int[] {3, TIME, 1, 7, TIME}) {
      Field given = Field.of(columns(TIME - steps, TIME));
      INDArray fresh;
      try (Predictor alone = SmallNetworks.predictor(variant, 1, VOCABULARY)) {
        fresh = logits(alone, given, alone.start());
      }
      assertThat(logits(predictor, given, predictor.start())).isEqualTo(fresh);
    }
  }

  /** Rows of different lengths, twice: as if each row's tokens were one after the other. */
  @ParameterizedTest
  @CsvSource({"LSTM, 2", "PEEPHOLES, 1", "GRU_BEFORE, 2", "GRU_AFTER, 2", "ELMAN, 2"})
  void whatPadsIsNotRead(Variant variant, int layers) {
    Predictor predictor = SmallNetworks.predictor(variant, layers, VOCABULARY);
    int[] firstLengths = {4, 10, 0};
    int[] secondLengths = {10, 3, 7};
    int[][] first = cut(ids, firstLengths);
    int[][] second = cut(ids(43), secondLengths);
    HiddenState state = predictor.start();
    INDArray before = logits(predictor, Field.of(first), state);
    INDArray after = logits(predictor, Field.of(second), state);
    for (int row = 0; row < MINIBATCH; row++) {
      int[] together =
          IntStream.concat(IntStream.of(first[row]), IntStream.of(second[row])).toArray();
      INDArray alone = logits(predictor, Field.of(together), predictor.start());
      for (int t = 0; t < together.length; t++) {
        int inSecond = t - firstLengths[row];
        assertSame(
            inSecond < 0
                ? before.getRow((long) row * TIME + t)
                : after.getRow((long) row * TIME + inSecond),
            alone.getRow(t));
      }
    }
  }

  private static int[][] cut(int[][] rows, int[] lengths) {
    return IntStream.range(0, rows.length)
        .mapToObj(row -> Arrays.copyOf(rows[row], lengths[row]))
        .toArray(int[][]::new);
  }

  @Test
  void theStateMatters() {
    Predictor predictor = SmallNetworks.predictor(Variant.LSTM, 1, VOCABULARY);
    HiddenState state = predictor.start();
    INDArray fresh = logits(predictor, Field.of(ids), state).dup();
    INDArray carried = logits(predictor, Field.of(ids), state).dup();
    INDArray again = logits(predictor, Field.of(ids), predictor.start());
    assertThat(again).isEqualTo(fresh);
    assertThat(largest(carried.sub(fresh))).isGreaterThan(1e-3);
  }

  @Test
  void closingOneLeavesTheOthersOfItsSnapshotAlone() {
    NetworkSnapshot snapshot = SmallNetworks.network(Variant.LSTM, 2, VOCABULARY).snapshot();
    Predictor other = snapshot.get();
    INDArray before = logits(other, Field.of(ids), other.start()).dup();
    Predictor closed = snapshot.get();
    logits(closed, Field.of(ids), closed.start());
    closed.close();
    assertThat(logits(other, Field.of(ids), other.start())).isEqualTo(before);
    other.close();
    other.close();
  }

  @Test
  void aNewStateAllowsAnotherMinibatchSize() {
    Predictor predictor = SmallNetworks.predictor(Variant.LSTM, 2, VOCABULARY);
    logits(predictor, Field.of(ids), predictor.start());
    assertThat(logits(predictor, Field.of(new int[] {1, 2}), predictor.start()).shape())
        .containsExactly(2, VOCABULARY);
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheNetworksOutputUpToSoftmax(Variant variant) {
    MultiLayerNetwork network =
        SmallNetworks.build(
            variant, VOCABULARY, new FixedSchedule(0.1), Map.of("model.layers", "2"));
    INDArray probabilities = network.output(Nd4j.createFromArray(ids));
    Predictor predictor = SmallNetworks.network(variant, 2, VOCABULARY).snapshot().get();
    INDArray logits = logits(predictor, Field.of(ids), HiddenState.zero());
    for (int row = 0; row < MINIBATCH; row++) {
      for (int t = 0; t < TIME; t++) {
        double[] z = logits.getRow((long) row * TIME + t).toDoubleVector();
        double total = Arrays.stream(z).map(Math::exp).sum();
        for (int id = 0; id < VOCABULARY; id++) {
          assertThat(probabilities.getDouble(row, id, t))
              .isCloseTo(Math.exp(z[id]) / total, within(1e-6));
        }
      }
    }
  }

  @Test
  void knowsItsVocabularysSize() {
    assertThat(SmallNetworks.predictor(Variant.LSTM, 1, VOCABULARY).vocabularySize())
        .isEqualTo(VOCABULARY);
  }

  @Test
  void networksTravelAsBytes() {
    Network network = SmallNetworks.network(Variant.LSTM, 1, VOCABULARY);
    NetworkSnapshot bytes = network.snapshot();
    INDArray expected = logits(bytes.get(), Field.of(ids), HiddenState.zero());
    assertThat(logits(bytes.get(), Field.of(ids), HiddenState.zero())).isEqualTo(expected);
    // Bytes hold the parameters as they were.
    network.parameters().muli(2);
    assertThat(logits(bytes.get(), Field.of(ids), HiddenState.zero())).isEqualTo(expected);
  }

  /** Shape [rows · steps, symbols], row by row; zeros behind a row's end. */
  private static INDArray logits(Predictor predictor, Field inputs, HiddenState state) {
    float[][] logits = new float[inputs.rows() * inputs.steps()][VOCABULARY];
    try (Categorical prediction = predictor.predict(inputs, state)) {
      for (int row = 0; row < inputs.rows(); row++) {
        for (int step = 0; step < inputs.lengths()[row]; step++) {
          prediction.logits(row, step, logits[row * inputs.steps() + step]);
        }
      }
    }
    return Nd4j.createFromArray(logits);
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(largest(actual.sub(expected))).isLessThan(1e-5);
  }

  private static double largest(INDArray differences) {
    return differences.amaxNumber().doubleValue();
  }

  private int[][] columns(int from, int to) {
    return Arrays.stream(ids).map(row -> Arrays.copyOfRange(row, from, to)).toArray(int[][]::new);
  }

  private static int[][] ids(long seed) {
    Random random = new Random(seed);
    int[][] ids = new int[MINIBATCH][TIME];
    for (int[] row : ids) {
      Arrays.setAll(row, t -> random.nextInt(VOCABULARY));
    }
    return ids;
  }
}
