package org.ravel.network.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.sequence.Preorder;

/**
 * The nodes of trees side by side, sorted by height: leaves first, and all children before their
 * parents. Nodes of one height can be made together.
 */
final class TreeLevels {
  /** By node, {@code step · rows + row} of it. */
  private final int[] places;

  /** By node with children, counted from the first such one, where they begin; and their end. */
  private final int[] starts;

  /** The children of these nodes, one after the other. */
  private final int[] children;

  /** By height, the first node; and their end. */
  private final int[] levels;

  /** By leaf, {@code leaf of its row · rows + row}. */
  private final int[] leafPlaces;

  private TreeLevels(int[] places, int[] starts, int[] children, int[] levels, int[] leafPlaces) {
    this.places = places;
    this.starts = starts;
    this.children = children;
    this.levels = levels;
    this.leafPlaces = leafPlaces;
  }

  /** Those of trees. */
  static TreeLevels of(Preorder[] trees) {
    List<List<Integer>> byHeight = new ArrayList<>();
    List<Integer> leafPlaces = new ArrayList<>();
    int steps = Arrays.stream(trees).mapToInt(Preorder::nodes).max().orElse(0);
    int[][] ends = new int[trees.length][];
    for (int row = 0; row < trees.length; row++) {
      ends[row] = trees[row].ends();
      int[] heights = heights(trees[row], ends[row]);
      int leaf = 0;
      for (int step = 0; step < heights.length; step++) {
        while (byHeight.size() <= heights[step]) {
          byHeight.add(new ArrayList<>());
        }
        byHeight.get(heights[step]).add(step * trees.length + row);
        if (heights[step] == 0) {
          leafPlaces.add(leaf++ * trees.length + row);
        }
      }
    }
    int[] places = byHeight.stream().flatMap(List::stream).mapToInt(place -> place).toArray();
    int[] nodes = new int[steps * trees.length];
    for (int node = 0; node < places.length; node++) {
      nodes[places[node]] = node;
    }
    int[] levels = new int[byHeight.size() + 1];
    for (int height = 0; height < byHeight.size(); height++) {
      levels[height + 1] = levels[height] + byHeight.get(height).size();
    }
    int leaves = leafPlaces.size();
    int[] starts = new int[places.length - leaves + 1];
    int[] children = new int[places.length];
    for (int node = leaves; node < places.length; node++) {
      int row = places[node] % trees.length;
      int end = starts[node - leaves];
      int step = places[node] / trees.length + 1;
      for (int k = 0; k < trees[row].children()[places[node] / trees.length]; k++) {
        children[end++] = nodes[step * trees.length + row];
        step = ends[row][step];
      }
      starts[node - leaves + 1] = end;
    }
    return new TreeLevels(
        places, starts, children, levels, leafPlaces.stream().mapToInt(place -> place).toArray());
  }

  /** By node, how far the lowest leaf below it is. */
  private static int[] heights(Preorder tree, int[] ends) {
    int[] heights = new int[tree.nodes()];
    for (int node = tree.nodes() - 1; node >= 0; node--) {
      for (int child = node + 1; child < ends[node]; child = ends[child]) {
        heights[node] = Math.max(heights[node], heights[child] + 1);
      }
    }
    return heights;
  }

  /** Number of nodes. */
  int nodes() {
    return places.length;
  }

  /** Number of leaves, which come first. */
  int leaves() {
    return leafPlaces.length;
  }

  /** Number of nodes that are children. */
  int edges() {
    return starts[starts.length - 1];
  }

  /** The height of the highest root. */
  int height() {
    return Math.max(0, levels.length - 2);
  }

  /** The first node of a height; for one more than {@link #height}, the number of nodes. */
  int first(int height) {
    return levels[height];
  }

  /** Where a node stands in a batch. */
  int place(int node) {
    return places[node];
  }

  /** Where a leaf stands among the leaves of a batch. */
  int leafPlace(int leaf) {
    return leafPlaces[leaf];
  }

  /** The number of a node's first child among all children; its others follow. */
  int firstEdge(int node) {
    return starts[node - leaves()];
  }

  /** The number after that of its last one. */
  int endEdge(int node) {
    return starts[node - leaves() + 1];
  }

  /** The node that is a child. */
  int child(int edge) {
    return children[edge];
  }
}
