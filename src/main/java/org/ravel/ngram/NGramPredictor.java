package org.ravel.ngram;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/**
 * Predicts with n-grams. Its hidden state is the last tokens of each row, as many as a history has;
 * zero is the text before which there is none.
 */
final class NGramPredictor implements Predictor {
  private static final String HISTORY = "history";

  private final NGramTable table;
  private final Histories histories;
  private final double[] all;

  NGramPredictor(NGramTable table) {
    this.table = table;
    this.histories = new Histories(table);
    this.all = new double[table.tokens()];
  }

  @Override
  public int vocabularySize() {
    return table.tokens();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public Categorical answer(Steps inputs, HiddenState state) {
    Field read = (Field) inputs;
    int rows = read.rows();
    // The state of each row has a place behind those of its steps.
    int states = rows * read.steps();
    histories.clear(states + rows);
    int longest = table.order() - 1;
    int[][] last = last(state, rows, longest);
    for (int row = 0; row < rows; row++) {
      walk(read, row, last[row], states + row);
    }
    if (longest > 0) {
      state.moveTo(List.of(Map.of(HISTORY, Nd4j.createFromArray(last))));
    }
    return new NGramDistributions(table, read, histories, all);
  }

  /** The last tokens of each row before the batch, the newest first, each plus 1; 0 is none. */
  private static int[][] last(HiddenState state, int rows, int longest) {
    INDArray before = state.layer(0).get(HISTORY);
    return before == null ? new int[rows][longest] : before.toIntMatrix();
  }

  private void walk(Field read, int row, int[] last, int state) {
    boolean any = false;
    for (int i = last.length - 1; i >= 0; i--) {
      if (last[i] > 0) {
        enter(state, any ? state : -1, last[i] - 1);
        any = true;
      }
    }
    int before = any ? state : -1;
    for (int step = 0; read.has(row, step); step++) {
      int place = step * read.rows() + row;
      int token = read.id(row, step);
      enter(place, before, token);
      before = place;
      if (last.length > 0) {
        System.arraycopy(last, 0, last, 1, last.length - 1);
        last[0] = token + 1;
      }
    }
  }

  private void enter(int place, int before, int token) {
    if (before < 0) {
      histories.begin(place, token);
    } else {
      histories.follow(place, before, token);
    }
  }

  /** Nothing outside the heap is this one's own. */
  @Override
  public void close() {}
}
