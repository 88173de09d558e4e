package org.ravel.sequence;

import java.io.Serializable;
import java.util.Arrays;

/** The values of an example's column, step after step. */
public sealed interface Values extends Serializable
    permits Values.OfIds, Values.OfSets, Values.OfReals, Values.OfChildren {

  /** Number of steps. */
  int steps();

  /** A text as a column of its code points. */
  static Values text(String text) {
    return new OfIds(text.codePoints().toArray());
  }

  /** Values of a column of ids. */
  record OfIds(int[] ids) implements Values {

    @Override
    public int steps() {
      return ids.length;
    }
  }

  /**
   * Values of a column of sets.
   *
   * @param sets ids of each step
   */
  record OfSets(int[][] sets) implements Values {

    @Override
    public int steps() {
      return sets.length;
    }

    /** In how many sets an id is. */
    int count(int id) {
      return (int)
          Arrays.stream(sets).flatMapToInt(Arrays::stream).filter(each -> each == id).count();
    }
  }

  /** The values of a column of children: one for each node. */
  record OfChildren(Preorder shape) implements Values {
    @Override
    public int steps() {
      return shape.nodes();
    }
  }

  /**
   * Values of a column of real numbers.
   *
   * @param numbers shape [steps, width], row by row
   */
  record OfReals(int width, float[] numbers) implements Values {

    public OfReals {
      if (width < 1 || numbers.length % width != 0) {
        throw new IllegalArgumentException(
            "%d numbers are no steps of width %d".formatted(numbers.length, width));
      }
    }

    @Override
    public int steps() {
      return numbers.length / width;
    }
  }
}
