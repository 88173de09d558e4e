package org.ravel.network.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ravel.sequence.Field;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Trees;

/** Trees of odd shapes, the same ones for the same numbers of leaves. */
final class OddTrees {
  private OddTrees() {}

  /**
   * Trees side by side.
   *
   * @param room for leaves
   * @param most children of a node; one child is as good as two
   */
  static Trees of(int room, int[] leaves, int most) {
    Random random = new Random(Arrays.hashCode(leaves));
    Preorder[] shapes =
        Arrays.stream(leaves)
            .mapToObj(count -> shape(random, count, most))
            .toArray(Preorder[]::new);
    int nodes = Arrays.stream(shapes).mapToInt(Preorder::nodes).max().orElse(0);
    return new Trees(new Field(room, leaves, new int[room * leaves.length]), shapes, nodes + 1);
  }

  private static Preorder shape(Random random, int leaves, int most) {
    List<Integer> children = new ArrayList<>();
    if (leaves > 0) {
      grow(random, leaves, most, children);
    }
    return new Preorder(children.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void grow(Random random, int leaves, int most, List<Integer> children) {
    boolean isLeaf = leaves == 1 && random.nextInt(3) > 0;
    int count = isLeaf ? 0 : 1 + random.nextInt(Math.min(most, leaves));
    children.add(count);
    int rest = leaves;
    for (int k = 0; k < count; k++) {
      int others = count - 1 - k;
      int own = others == 0 ? rest : 1 + random.nextInt(rest - others);
      rest -= own;
      grow(random, own, most, children);
    }
  }
}
