package org.ravel.sequence;

import java.io.Serializable;
import java.util.List;

/**
 * One row of a shard set.
 *
 * @param index its number in the split, from 0
 * @param values one for each column of the {@link Schema}
 */
public record Example(long index, List<Values> values, Origin origin) implements Serializable {

  /** The text of a column of code points. */
  public String text(int column) {
    int[] points = ids(column);
    return new String(points, 0, points.length);
  }

  /** The same without where it comes from. */
  public Example withoutOrigin() {
    return new Example(index, values, Origin.NOT_KEPT);
  }

  /** The sets of a column of sets. */
  public int[][] sets(int column) {
    if (values.get(column) instanceof Values.OfSets sets) {
      return sets.sets();
    }
    throw new IllegalArgumentException("column %d of %s has no sets".formatted(column, this));
  }

  /** The ids of a column of ids. */
  public int[] ids(int column) {
    if (values.get(column) instanceof Values.OfIds ids) {
      return ids.ids();
    }
    throw new IllegalArgumentException("column %d of %s has no ids".formatted(column, this));
  }
}
