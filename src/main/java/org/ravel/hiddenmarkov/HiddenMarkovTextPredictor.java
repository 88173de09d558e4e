package org.ravel.hiddenmarkov;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.StateFilter;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/**
 * Predicts the next token by the forward recursion alone. Its hidden state is the distribution of
 * the next state of each row, given all that the row has read; zero is before any text.
 */
final class HiddenMarkovTextPredictor implements Predictor {
  private static final String NEXT_STATE = "next-state";

  private final DiscreteHmm hmm;
  private final StateFilter filter;

  HiddenMarkovTextPredictor(DiscreteHmm hmm) {
    this.hmm = hmm;
    this.filter = new StateFilter(hmm.chain());
  }

  @Override
  public int vocabularySize() {
    return hmm.symbols();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public Categorical answer(Steps inputs, HiddenState state) {
    Field read = (Field) inputs;
    int rows = read.rows();
    int states = hmm.states();
    double[][] next = next(state, rows);
    double[] predicted = new double[read.steps() * rows * states];
    for (int row = 0; row < rows; row++) {
      for (int step = 0; read.has(row, step); step++) {
        filter.advance(next[row], hmm.emissions(), read.id(row, step) * states);
        System.arraycopy(next[row], 0, predicted, (step * rows + row) * states, states);
      }
    }
    state.moveTo(List.of(Map.of(NEXT_STATE, Nd4j.createFromArray(next))));
    return new EmittedSymbols(hmm, rows, predicted);
  }

  private double[][] next(HiddenState state, int rows) {
    INDArray before = state.layer(0).get(NEXT_STATE);
    double[][] next = before == null ? new double[rows][hmm.states()] : before.toDoubleMatrix();
    for (double[] row : next) {
      if (Arrays.stream(row).sum() == 0) {
        System.arraycopy(hmm.chain().starts(), 0, row, 0, row.length);
      }
    }
    return next;
  }

  /** Nothing outside the heap is its own. */
  @Override
  public void close() {}
}
