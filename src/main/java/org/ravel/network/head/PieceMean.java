package org.ravel.network.head;

/** One prediction for a sequence that was read in pieces. */
public sealed interface PieceMean permits SymbolPieces, NumberPieces {

  /** Takes what was said of a piece: of the whole of a row. */
  void add(Prediction prediction, int row);

  /** That of one row, and one step. */
  Prediction prediction();
}
