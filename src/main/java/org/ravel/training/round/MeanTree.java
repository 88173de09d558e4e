package org.ravel.training.round;

import java.util.HashMap;
import java.util.Map;
import org.ravel.training.state.ModelState;

/**
 * The weighted mean of the workers' states, added pair by pair in a binary tree over the workers in
 * their order. The tree's shape follows from their number alone, so that the rounding does not
 * depend on where the workers ran or who was first; states are merged as soon as both of a pair are
 * there, so that few are in memory.
 *
 * <p>Each node is the mean of its leaves: {@code a + (b − a) · w(b) / (w(a) + w(b))}, computed in
 * double and rounded to single precision once. Equal states keep their bits, and so does a single
 * one.
 */
public final class MeanTree {
  private final Map<Place, Node> waiting = new HashMap<>();
  private final int leaves;
  private Node root;

  public MeanTree(int leaves) {
    this.leaves = leaves;
  }

  /**
   * Adds a leaf, in any order.
   *
   * @param state is changed from now on; null for a leaf without weight
   */
  public void add(int leaf, ModelState state, long weight) {
    Node node = new Node(state, state == null ? 0 : weight);
    int index = leaf;
    int width = leaves;
    for (int level = 0; width > 1; level++) {
      // The last node of an odd number has no partner and goes up as it is.
      if (index + 1 < width || width % 2 == 0) {
        Node partner = waiting.remove(new Place(level, index ^ 1));
        if (partner == null) {
          waiting.put(new Place(level, index), node);
          return;
        }
        node = index % 2 == 0 ? merge(node, partner) : merge(partner, node);
      }
      index /= 2;
      width = (width + 1) / 2;
    }
    root = node;
  }

  /** The mean once all leaves are there; null if none has any weight. */
  public ModelState mean() {
    return root.state();
  }

  private static Node merge(Node left, Node right) {
    if (left.weight() == 0 || right.weight() == 0) {
      return left.weight() == 0 ? right : left;
    }
    long weight = left.weight() + right.weight();
    double share = (double) right.weight() / weight;
    left.state().parameters().moveTowards(right.state().parameters(), share);
    left.state().updater().moveTowards(right.state().updater(), share);
    return new Node(left.state(), weight);
  }

  private record Place(int level, int index) {}

  private record Node(ModelState state, long weight) {}
}
