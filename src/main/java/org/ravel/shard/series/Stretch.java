package org.ravel.shard.series;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Which values of a series follow each other without a gap: those of its training part in one
 * generation.
 *
 * @param generation its number
 * @param series the number of the series
 */
public record Stretch(int generation, int series) implements Comparable<Stretch>, Serializable {
  @Override
  public int compareTo(Stretch other) {
    return Comparator.comparingInt(Stretch::generation)
        .thenComparingInt(Stretch::series)
        .compare(this, other);
  }
}
