package org.ravel.evaluation.label;

import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Words;

/**
 * A model that is no network: it answers with the token's id modulo the number of labels, or for a
 * whole sequence with the sum of its ids, and is right with probability 0.7 in its own opinion.
 */
record AnswersByToken(int labels, boolean whole) implements PredictorSource {
  static final double SURE = 0.7;

  @Override
  public Predictor get() {
    return new Predictor() {
      @Override
      public int vocabularySize() {
        return labels;
      }

      @Override
      public HiddenState start() {
        return HiddenState.zero();
      }

      @Override
      public Categorical answer(Steps inputs, HiddenState state) {
        Field ids = inputs instanceof Words words ? words.ids() : (Field) inputs;
        return new Answers(ids, labels, whole);
      }

      @Override
      public void close() {}
    };
  }

  private record Answers(Field inputs, int symbols, boolean whole) implements Categorical {
    @Override
    public double nats(int row, int step, int symbol) {
      return -Math.log(symbol == best(row, step) ? SURE : (1 - SURE) / (symbols - 1));
    }

    @Override
    public int rank(int row, int step, int symbol) {
      throw new UnsupportedOperationException("nobody should ask for ranks among labels");
    }

    @Override
    public int best(int row, int step) {
      int sum = 0;
      for (int at = 0; inputs.has(row, at); at++) {
        sum += inputs.id(row, at);
      }
      return (whole ? sum : inputs.id(row, step)) % symbols;
    }

    @Override
    public void logits(int row, int step, float[] into) {
      throw new UnsupportedOperationException("nobody should ask for all labels at once");
    }
  }
}
