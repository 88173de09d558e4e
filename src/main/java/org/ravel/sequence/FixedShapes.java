package org.ravel.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shapes in which independent sequences go through a network. The shape follows from a
 * sequence's own length: a product of matrices may add up in an order that depends on its size, and
 * so what a network says of a sequence is the same to the last bit, whatever is beside it. Shapes
 * are few, since native memory is made for each.
 *
 * @param rows side by side; fewer where sequences are long
 * @param mostSteps of all rows of a shape together, but for a single row
 */
public record FixedShapes(int rows, int mostSteps) {
  private static final int FINEST = 2;

  /** Lengths up to twice a power of two are rounded up to a multiple of this share of it. */
  private static final int SHARE = 4;

  /** Room for a length: a multiple of 2, or of 1/4 of the largest power of two in the length. */
  public int steps(int length) {
    int multiple = Math.max(FINEST, Integer.highestOneBit(length) / SHARE);
    return (Math.max(1, length) + multiple - 1) / multiple * multiple;
  }

  /** Rows of a shape with room for so many steps. */
  public int rows(int steps) {
    return Math.max(1, Math.min(rows, mostSteps / steps));
  }

  /**
   * Sequences that go together.
   *
   * @param steps of the shape
   * @param rows of the shape
   * @param places of the sequences; no more than rows
   */
  public record Group(int steps, int rows, List<Integer> places) {}

  /**
   * All sequences of these lengths but the empty ones, the longest first: the others fit into their
   * memory.
   */
  public List<Group> groups(int[] lengths) {
    Map<Integer, List<Integer>> bySteps = new TreeMap<>(Comparator.reverseOrder());
    for (int place = 0; place < lengths.length; place++) {
      if (lengths[place] > 0) {
        bySteps.computeIfAbsent(steps(lengths[place]), any -> new ArrayList<>()).add(place);
      }
    }
    List<Group> groups = new ArrayList<>();
    bySteps.forEach(
        (steps, places) -> {
          int together = rows(steps);
          for (int from = 0; from < places.size(); from += together) {
            int to = Math.min(from + together, places.size());
            groups.add(new Group(steps, together, List.copyOf(places.subList(from, to))));
          }
        });
    return groups;
  }
}
