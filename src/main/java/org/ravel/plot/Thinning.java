package org.ravel.plot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out the points of a long line that cannot be seen: of all that share a column of pixels
 * the first, the lowest, the highest and the last draw the same picture. (Jugel, Jerzak,
 * Hackenbroich and Markl, M4: A Visualization-Oriented Time Series Data Aggregation, VLDB 2014.)
 */
final class Thinning {
  /** Pixels. */
  private static final double COLUMN = 2;

  private Thinning() {}

  /** What is left of a line in pixels, whose points are in the order of x. */
  static List<Point> of(List<Point> line) {
    List<Point> left = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= line.size(); i++) {
      if (i == line.size() || column(line.get(i)) != column(line.get(begin))) {
        left.addAll(ends(line.subList(begin, i)));
        begin = i;
      }
    }
    return left;
  }

  private static long column(Point point) {
    return (long) Math.floor(point.x() / COLUMN);
  }

  private static List<Point> ends(List<Point> column) {
    if (column.size() <= 4) {
      return column;
    }
    int lowest = 0;
    int highest = 0;
    for (int i = 1; i < column.size(); i++) {
      lowest = column.get(i).y() < column.get(lowest).y() ? i : lowest;
      highest = column.get(i).y() > column.get(highest).y() ? i : highest;
    }
    Set<Integer> kept = new LinkedHashSet<>();
    kept.add(0);
    kept.add(Math.min(lowest, highest));
    kept.add(Math.max(lowest, highest));
    kept.add(column.size() - 1);
    return kept.stream().map(column::get).toList();
  }
}
