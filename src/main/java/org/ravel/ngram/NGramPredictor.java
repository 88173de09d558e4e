package org.ravel.ngram;

import java.util.Arrays;
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
  private static final int NOWHERE = -1;

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
    int[] before = new int[rows];
    Arrays.fill(before, NOWHERE);
    for (int back = longest - 1; back >= 0; back--) {
      for (int row = 0; row < rows; row++) {
        if (last[row][back] > 0) {
          enter(states + row, before, row, last[row][back] - 1);
        }
      }
      histories.follow();
    }
    for (int step = 0; step < read.steps(); step++) {
      for (int row = 0; row < rows; row++) {
        if (read.has(row, step)) {
          enter(step * rows + row, before, row, read.id(row, step));
          remember(last[row], read.id(row, step));
        }
      }
      histories.follow();
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

  /** Plans the next place of a row. */
  private void enter(int place, int[] before, int row, int token) {
    if (before[row] == NOWHERE) {
      histories.begin(place, token);
    } else {
      histories.plan(place, before[row], token);
    }
    before[row] = place;
  }

  private static void remember(int[] last, int token) {
    if (last.length > 0) {
      System.arraycopy(last, 0, last, 1, last.length - 1);
      last[0] = token + 1;
    }
  }

  /** Nothing outside the heap is this one's own. */
  @Override
  public void close() {}
}
