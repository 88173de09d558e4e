package org.ravel.sequence;

import java.io.Serializable;

/** One column of an example: a value for each step, or a single one. */
public sealed interface Column extends Serializable
    permits Column.Ids, Column.Spelling, Column.Reals, Column.Series, Column.Children, Column.Text {

  /** Its name in shard files. */
  String name();

  /**
   * Ids of a vocabulary.
   *
   * @param vocabulary its name in the shard set
   */
  record Ids(String name, String vocabulary) implements Column {}

  /**
   * The characters of the words that the column before has the ids of: each word's, and {@link
   * Words#END} after it.
   *
   * @param vocabulary its name in the shard set
   */
  record Spelling(String name, String vocabulary) implements Column {}

  /** A text that no network reads, such as the name of an image: its code points. */
  record Text(String name) implements Column {}

  /**
   * How many children each node of a tree has, in the order of {@link Preorder}; the first column
   * has what its leaves are.
   *
   * @param most of a node; 0 where there is no limit
   */
  record Children(String name, int most) implements Column {}

  /**
   * A window of a series: vectors of real numbers that are read, and behind them others that are
   * forecast.
   */
  record Series(String name, Horizon horizon) implements Column {}

  /**
   * Vectors of real numbers.
   *
   * @param scaling what became of them before they were written
   */
  record Reals(String name, Scaling scaling) implements Column {

    /** Numbers for each step. */
    public int width() {
      return scaling.width();
    }
  }
}
