package org.ravel.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Numbers of completions by length and class of states; a row is made from the one before it. */
final class CompletionTable {
  /** How the numbers of one length follow from those of the length below. */
  interface NextRow {
    BigInteger[] after(BigInteger[] shorter);
  }

  private final List<BigInteger[]> rows = new ArrayList<>();
  private final NextRow next;

  /**
   * An empty table.
   *
   * @param first completions of length 0
   */
  CompletionTable(BigInteger[] first, NextRow next) {
    this.rows.add(first);
    this.next = next;
  }

  /** Completions of one length for a class of states: none beyond the row's end. */
  synchronized BigInteger at(int length, int kind) {
    while (rows.size() <= length) {
      rows.add(next.after(rows.get(rows.size() - 1)));
    }
    return in(rows.get(length), kind);
  }

  /** A number of a row: 0 beyond its ends. */
  static BigInteger in(BigInteger[] row, int kind) {
    return kind >= 0 && kind < row.length ? row[kind] : BigInteger.ZERO;
  }
}
