package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreorderTest {
  /** ((a b) c (d (e))). */
  private static final Preorder ODD = new Preorder(new int[] {3, 2, 0, 0, 0, 2, 0, 1, 0});

  private static final Schema TREES =
      new Schema(
          Order.INDEPENDENT,
          Alignment.NODES,
          List.of(
              new Column.Ids("tokens", "vocabulary"),
              new Column.Children("children", 0),
              new Column.Ids("labels", "labels")));

  @Test
  void nodesEndWhereTheirSiblingsBegin() {
    assertThat(ODD.ends()).containsExactly(9, 4, 3, 4, 5, 9, 7, 9, 9);
    assertThat(ODD.leavesBefore()).containsExactly(0, 0, 0, 1, 2, 3, 3, 4, 4, 5);
    assertThat(new Preorder(new int[] {0}).ends()).containsExactly(1);
    assertThat(new Preorder(new int[0]).ends()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'1', 'node 0 of a tree has 1 children, but 0 are there'",
    "'2 0', 'node 0 of a tree has 2 children, but 1 are there'",
    "'0 -1', 'node 1 of a tree has -1 children, but 0 are there'",
    "'0 0', '2 trees stand in place of one'",
    "'2 0 0 0', '2 trees stand in place of one'"
  })
  void whatIsNoTreeIsRefused(String children, String message) {
    Preorder shape =
        new Preorder(List.of(children.split(" ")).stream().mapToInt(Integer::parseInt).toArray());
    assertThatThrownBy(shape::ends)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A deep tree needs no deep stack. */
  @Test
  void treesMayBeDeep() {
    int[] children = new int[400_001];
    for (int node = 0; node < 400_000; node += 2) {
      children[node] = 2;
    }
    Preorder deep = new Preorder(children);
    assertThat(deep.ends()[0]).isEqualTo(400_001);
    assertThat(deep.ends()[399_998]).isEqualTo(400_001);
  }

  private static Example example(int[] words, int[] children, int... labels) {
    return new Example(
        0,
        List.of(
            new Values.OfIds(words),
            new Values.OfChildren(new Preorder(children)),
            new Values.OfIds(labels)),
        Origin.NOT_KEPT);
  }

  @Test
  void aBatchHasRoomForTheNodesOfItsLargestTree() {
    Example large = example(new int[] {5, 6, 7}, new int[] {2, 0, 2, 0, 0}, 1, 2, 3, 4, 5);
    Example small = example(new int[] {8}, new int[] {0}, 9);
    assertThat(TREES.steps(large)).isEqualTo(3);
    assertThat(TREES.targets(large)).isEqualTo(5);
    Batch batch = Batch.of(TREES, List.of(large, small));
    assertThat(batch.read().steps()).isEqualTo(5);
    assertThat(batch.read().lengths()).containsExactly(5, 1);
    assertThat(batch.inputs().lengths()).containsExactly(3, 1);
    assertThat(batch.targets().steps()).isEqualTo(5);
    assertThat(batch.counted()).isEqualTo(6);
    Batch roots = batch.ofFirstTargets();
    assertThat(roots.counted()).isEqualTo(2);
    assertThat(roots.symbols().id(0, 0)).isEqualTo(1);
    assertThat(roots.targets().has(0, 1)).isFalse();
    Batch other = batch.reading(new int[] {0, 8, 6, 0, 7, 0});
    assertThat(other.inputs().id(0, 0)).isZero();
    assertThat(other.read().lengths()).containsExactly(5, 1);
  }

  /**
   * Labels of roots alone have room for those of nodes: what a network says of these is not read.
   */
  @Test
  void rootsAloneMayHaveTargets() {
    Example large = example(new int[] {5, 6}, new int[] {2, 0, 0}, 1);
    Batch batch = Batch.of(TREES, List.of(large));
    assertThat(batch.targets().steps()).isEqualTo(3);
    assertThat(batch.targets().lengths()).containsExactly(1);
  }

  @Test
  void leavesThatAreNotTheTreesAreRefused() {
    Example wrong = example(new int[] {5, 6, 7}, new int[] {2, 0, 0}, 1, 1, 1);
    assertThatThrownBy(() -> Batch.of(TREES, List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tree of 2 leaves has 3 words");
  }
}
