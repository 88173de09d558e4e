package org.ravel.sequence;

import java.io.Serializable;

/**
 * The shape of a tree: how many children each node has, a node before its children, and these from
 * the first to the last. The root is the first node, and those below a node follow it without a
 * gap.
 *
 * @param children 0 for a leaf; of no node for no tree
 */
public record Preorder(int[] children) implements Serializable {
  /** Number of nodes. */
  public int nodes() {
    return children.length;
  }

  /**
   * By node, the place after the last one below it: where its next sibling is, if it has one.
   *
   * @throws IllegalArgumentException if the numbers are those of no tree, or of several
   */
  public int[] ends() {
    int[] ends = new int[children.length];
    // Of the nodes behind the present one, those that nobody has as a child yet; the next one last.
    int[] roots = new int[children.length];
    int open = 0;
    for (int node = children.length - 1; node >= 0; node--) {
      if (children[node] < 0 || children[node] > open) {
        throw new IllegalArgumentException(
            "node %d of a tree has %d children, but %d are there"
                .formatted(node, children[node], open));
      }
      ends[node] = node + 1;
      for (int child = 0; child < children[node]; child++) {
        ends[node] = ends[roots[--open]];
      }
      roots[open++] = node;
    }
    if (open > 1) {
      throw new IllegalArgumentException("%d trees stand in place of one".formatted(open));
    }
    return ends;
  }

  /** By node, how many leaves come before it; and after the last one, how many there are. */
  public int[] leavesBefore() {
    int[] before = new int[children.length + 1];
    for (int node = 0; node < children.length; node++) {
      before[node + 1] = before[node] + (children[node] == 0 ? 1 : 0);
    }
    return before;
  }
}
