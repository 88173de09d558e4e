package org.ravel.network.head;

/**
 * A distribution over symbols for each target of a batch. A model answers what it is asked and need
 * not fill a row of all symbols: a counted model looks up the one that came.
 */
public non-sealed interface Categorical extends Prediction {

  @Override
  default PieceMean pieces() {
    return new SymbolPieces(symbols());
  }

  /** Number of symbols; their ids are 0 to one less. */
  int symbols();

  /**
   * −ln of a symbol's probability; not a number where the model's outputs are none.
   *
   * @param row of the batch
   * @param step of the row, before its end
   */
  double nats(int row, int step, int symbol);

  /**
   * How many symbols are ranked above one: those of higher probability, and of those of the same
   * one the symbols with a lower id.
   */
  int rank(int row, int step, int symbol);

  /**
   * The model's answer. A model that decides about a whole sequence at once gives its part of that
   * decision, which need not be the symbol at rank 0.
   */
  int best(int row, int step);

  /**
   * The probabilities of all symbols.
   *
   * @param into shape [symbols]
   */
  default void probabilities(int row, int step, double[] into) {
    for (int symbol = 0; symbol < into.length; symbol++) {
      into[symbol] = Math.exp(-nats(row, step, symbol));
    }
  }

  /**
   * All symbols at once, for drawing: log-probabilities up to a constant.
   *
   * @param into shape [symbols]
   */
  void logits(int row, int step, float[] into);
}
