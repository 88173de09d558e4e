package org.ravel.network.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Activation;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;
import org.ravel.sequence.Words;

class WordDropTest {
  private static final int SYMBOLS = 40;
  private static final int ROWS = 30;
  private static final int STEPS = 90;
  private static final double KEPT = 0.7;
  private static final EmbeddingLayer LAYER = new EmbeddingLayer(SYMBOLS, 2, KEPT);

  /** A symbol has the same factor at all of its places in a row: 0, or 1 / kept. */
  @Test
  void symbolsAreDroppedForAWholeRow() {
    double[] kept = new double[ROWS * SYMBOLS];
    INDArray output = run(training(1), Parameters.zero(LAYER.parameters(""), DataType.DOUBLE));
    double[][] factors = new double[ROWS][SYMBOLS];
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        int id = field().id(row, step);
        double factor = output.getDouble(step, row, 1) / (id + 1);
        assertThat(output.getDouble(step, row, 0)).isEqualTo(output.getDouble(step, row, 1));
        assertThat(factor).isIn(0.0, (id + 1) / KEPT / (id + 1));
        if (step >= SYMBOLS) {
          assertThat(factor > 0).isEqualTo(factors[row][id] > 0);
        }
        factors[row][id] = factor;
        kept[row * SYMBOLS + id] = factor > 0 ? 1 : 0;
      }
    }
    double share = Arrays.stream(kept).sum() / kept.length;
    assertThat(share).isCloseTo(KEPT, within(0.04));
    assertThat(factors[0]).isNotEqualTo(factors[1]);
  }

  /** ∂ Σ output / ∂ row of the table = places where it was kept / kept. */
  @Test
  void gradientsAreThoseOfThePlacesThatWereKept() {
    Parameters gradients = Parameters.zero(LAYER.parameters(""), DataType.DOUBLE);
    INDArray output = run(training(1), gradients);
    double[] expected = new double[SYMBOLS];
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        expected[field().id(row, step)] += output.getDouble(step, row, 0) > 0 ? 1 / KEPT : 0;
      }
    }
    for (int id = 0; id < SYMBOLS; id++) {
      assertThat(gradients.get("E").getDouble(id, 1)).isCloseTo(expected[id], within(1e-9));
    }
  }

  @Test
  void theSeedDecides() {
    Parameters gradients = Parameters.zero(LAYER.parameters(""), DataType.DOUBLE);
    INDArray one = run(training(1), gradients);
    assertThat(run(training(1), gradients)).isEqualTo(one);
    assertThat(run(training(2), gradients)).isNotEqualTo(one);
  }

  /** In either way of reading tokens. */
  @Test
  void nothingIsDroppedInPrediction() {
    for (double kept : new double[] {1, 0.3}) {
      EmbeddingLayer embedding = new EmbeddingLayer(SYMBOLS, 2, kept);
      try (InputModule module = embedding.open("", values(embedding), null)) {
        INDArray output = module.forward(field(), Pass.PREDICTION).values();
        assertThat(output.getDouble(3, 5, 0)).isEqualTo(field().id(5, 3) + 1);
      }
    }
    RecurrentLayer cell = new RecurrentLayer(Cell.LSTM, 2, 3, false);
    TokenRecurrentLayer plain = new TokenRecurrentLayer(SYMBOLS, null, cell);
    TokenRecurrentLayer dropping = new TokenRecurrentLayer(SYMBOLS, 0.3, null, cell);
    assertThat(predicted(dropping)).isEqualTo(predicted(plain));
  }

  private static INDArray predicted(InputLayer layer) {
    try (InputModule module = layer.open("", values(layer), null)) {
      return module.forward(field(), Pass.PREDICTION).values().dup();
    }
  }

  /** What a word's characters say of it stays. */
  @Test
  void spellingsAreKept() {
    SpelledEmbeddingLayer layer =
        new SpelledEmbeddingLayer(
            new EmbeddingLayer(3, 2, 0.01),
            new EmbeddingLayer(4, 2),
            List.of(
                new ConvolutionLayer(2, 2, 1, Activation.IDENTITY),
                new PoolingLayer(2, PoolingLayer.Rule.MAX)));
    Words words = Words.of(Field.of(new int[] {2, 1}), new int[][] {{2, 1, 3, 1}});
    try (InputModule module = layer.open("", values(layer), null)) {
      INDArray all = module.forward(words, Pass.PREDICTION).values().dup();
      INDArray dropped = module.forward(words, training(1)).values().dup();
      for (int step = 0; step < 2; step++) {
        assertThat(dropped.getDouble(step, 0, 0)).isZero();
        assertThat(all.getDouble(step, 0, 0)).isNotZero();
        assertThat(dropped.getDouble(step, 0, 2)).isEqualTo(all.getDouble(step, 0, 2)).isNotZero();
      }
    }
  }

  private static INDArray run(Pass pass, Parameters gradients) {
    try (InputModule module = LAYER.open("", values(LAYER), gradients)) {
      INDArray output = module.forward(field(), pass).values().dup();
      module.backward(Nd4j.ones(DataType.DOUBLE, output.shape()));
      return output;
    }
  }

  /** Row id of a table has id + 1 everywhere, whatever is behind it 0.5. */
  private static Parameters values(InputLayer layer) {
    Parameters values = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
    values.flat().assign(0.5);
    INDArray table = values.get("E");
    for (int id = 0; id < table.size(0); id++) {
      table.getRow(id).assign(id + 1);
    }
    return values;
  }

  /** All symbols, again and again, each row beginning at another one. */
  private static Field field() {
    int[][] rows = new int[ROWS][STEPS];
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        rows[row][step] = (row + step) % SYMBOLS;
      }
    }
    return Field.of(rows);
  }

  private static Pass training(long seed) {
    return new Pass(true, new SplittableRandom(seed));
  }
}
