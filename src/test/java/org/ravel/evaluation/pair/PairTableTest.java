package org.ravel.evaluation.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Values;

class PairTableTest {

  @Test
  void aPairKeepsBothIds() {
    int largest = Integer.MAX_VALUE;
    for (int[] ids : new int[][] {{0, 0}, {0, largest}, {largest, 0}, {largest, largest}, {7, 9}}) {
      long pair = Pair.of(ids[0], ids[1]);
      assertThat(Pair.input(pair)).isEqualTo(ids[0]);
      assertThat(Pair.target(pair)).isEqualTo(ids[1]);
    }
  }

  @Test
  void countsAsAMapDoesThroughManyFillings() {
    long seed = 8;
    Random random = new Random(seed);
    PairTable table = new PairTable(6);
    Map<Long, Long> expected = new HashMap<>();
    Map<Long, Long> counted = new HashMap<>();
    int fillings = 0;
    for (int i = 0; i < 5_000; i++) {
      long pair = Pair.of(random.nextInt(20), random.nextInt(20));
      expected.merge(pair, 1L, Long::sum);
      if (table.isFull()) {
        table.entries().forEachRemaining(e -> counted.merge(e._1(), e._2(), Long::sum));
        table.clear();
        fillings++;
      }
      table.count(pair);
    }
    table.entries().forEachRemaining(e -> counted.merge(e._1(), e._2(), Long::sum));

    assertThat(fillings).isGreaterThan(10);
    assertThat(counted).as("seed %d", seed).isEqualTo(expected);
  }

  /** A word stands in the pairs of all nodes that it is below. */
  @Test
  void aTreesWordsMeetTheLabelsOfAllNodesAboveThem() {
    PairTable table = new PairTable(6);
    table.countAll(
        Alignment.NODES,
        new Example(
            0,
            List.of(
                new Values.OfIds(new int[] {7, 8, 7}),
                new Values.OfChildren(new Preorder(new int[] {2, 0, 2, 0, 0})),
                new Values.OfIds(new int[] {3, 1, 3, 2, 1})),
            Origin.of(0)));
    Map<Long, Long> counted = new HashMap<>();
    table.entries().forEachRemaining(e -> counted.merge(e._1(), e._2(), Long::sum));
    assertThat(counted)
        .isEqualTo(
            Map.of(
                Pair.of(Pair.NOTHING, 3), 2L,
                Pair.of(Pair.NOTHING, 1), 2L,
                Pair.of(Pair.NOTHING, 2), 1L,
                // The root has all words, the node below it the last two.
                Pair.of(7, 3), 3L,
                Pair.of(8, 3), 2L,
                Pair.of(7, 1), 2L,
                Pair.of(8, 2), 1L));
  }

  /** Those of trees whose roots alone have labels. */
  @Test
  void onlyNodesWithLabelsAreCounted() {
    PairTable table = new PairTable(6);
    table.countAll(
        Alignment.NODES,
        new Example(
            0,
            List.of(
                new Values.OfIds(new int[] {7, 8}),
                new Values.OfChildren(new Preorder(new int[] {2, 0, 0})),
                new Values.OfIds(new int[] {3})),
            Origin.of(0)));
    assertThat(table.entries()).toIterable().hasSize(3);
  }

  @Test
  void hasRoomForAsManyPairsAgainWhenItIsFull() {
    PairTable table = new PairTable(4);
    int pairs = 0;
    while (!table.isFull()) {
      table.count(Pair.of(0, pairs++));
    }
    assertThat(pairs).isEqualTo(8);
    for (int i = 0; i < 7; i++) {
      table.count(Pair.of(1, i));
    }
    assertThat(table.entries()).toIterable().hasSize(15);
  }
}
