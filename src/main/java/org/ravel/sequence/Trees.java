package org.ravel.sequence;

import java.util.Arrays;

/**
 * Trees side by side: what is read at their leaves, and their shapes. Their steps are the nodes, in
 * the order of {@link Preorder}.
 *
 * @param leaves of each row, from left to right: ids or words
 * @param shapes of each row; without a node for a row without a tree
 * @param steps room for the nodes of the largest one, or more
 */
public record Trees(Steps leaves, Preorder[] shapes, int steps) implements Steps {
  public Trees {
    if (leaves.rows() != shapes.length) {
      throw new IllegalArgumentException(
          "%d trees have the leaves of %d".formatted(shapes.length, leaves.rows()));
    }
    Steps.requireRoom(steps, lengths(shapes));
    for (int row = 0; row < shapes.length; row++) {
      int[] before = shapes[row].leavesBefore();
      if (before[shapes[row].nodes()] != leaves.lengths()[row]) {
        throw new IllegalArgumentException(
            "a tree of %d leaves has %d words"
                .formatted(before[shapes[row].nodes()], leaves.lengths()[row]));
      }
    }
  }

  private static int[] lengths(Preorder[] shapes) {
    return Arrays.stream(shapes).mapToInt(Preorder::nodes).toArray();
  }

  @Override
  public int[] lengths() {
    return lengths(shapes);
  }

  @Override
  public String what() {
    return "trees";
  }
}
