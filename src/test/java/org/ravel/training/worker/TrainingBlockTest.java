package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.Task;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class TrainingBlockTest {
  private static final int EPOCHS = 600;

  /** A long sequence has one row in each epoch: one of its pieces, all of them equally often. */
  @Test
  void anotherPieceOfALongSequenceIsReadInEachEpoch() {
    int[] whole = IntStream.range(0, 5).toArray();
    TrainingBlock block =
        new TrainingBlock(
            0, 0, new Example[] {example(0, whole, 3), example(1, new int[] {9}, 2), null});
    Map<List<Integer>, Integer> read = new TreeMap<>(Comparator.comparing(List::toString));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      List<Batch> batches = batches(block, epoch);
      assertThat(batches)
          .singleElement()
          .satisfies(batch -> assertThat(batch.counted()).isEqualTo(2));
      for (int row = 0; row < 2; row++) {
        List<Integer> ids = row(batches.get(0), row);
        assertThat(batches.get(0).symbols().id(row, 0)).isEqualTo(ids.equals(List.of(9)) ? 2 : 3);
        read.merge(ids, 1, Integer::sum);
      }
      assertThat(batches(block, epoch).get(0).inputs().ids())
          .isEqualTo(batches.get(0).inputs().ids());
    }
    assertThat(read.keySet())
        .containsExactlyInAnyOrder(List.of(0), List.of(1, 2), List.of(3, 4), List.of(9));
    // Three standard deviations of a binomial count are 35.
    for (List<Integer> piece : List.of(List.of(0), List.of(1, 2), List.of(3, 4))) {
      assertThat(read.get(piece)).isBetween(EPOCHS / 3 - 60, EPOCHS / 3 + 60);
    }
  }

  /** An image has one row in each epoch, with each of its captions in turn. */
  @Test
  void anotherCaptionIsLearnedInEachEpoch() {
    Scaling scaling = new Scaling(List.of(0.0), List.of(1.0));
    Values image = new Values.OfReals(1, new float[] {4});
    TrainingBlock block =
        block(image, Values.text("a.jpg"), new Values.OfIds(new int[] {0, 5, 0, 6, 7, 0, 8, 0}));
    Set<List<Integer>> learned = new HashSet<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      learned.add(learned(block, epoch, ShardSchemas.of(Task.CAPTIONING, scaling)));
    }
    assertThat(learned).containsExactlyInAnyOrder(List.of(5, 0), List.of(6, 7, 0), List.of(8, 0));
  }

  /** What others are written as is one text, whatever tokens it has. */
  @Test
  void aTranslationIsLearnedWhole() {
    TrainingBlock block =
        block(
            new Values.OfIds(new int[] {3}), new Values.OfIds(new int[] {0, 5, 0, 6, 7, 0, 8, 0}));
    assertThat(learned(block, 0, ShardSchemas.TRANSLATION)).containsExactly(5, 0, 6, 7, 0, 8, 0);
  }

  private static TrainingBlock block(Values... values) {
    return new TrainingBlock(
        0, 0, new Example[] {new Example(0, List.of(values), Origin.of(0)), null});
  }

  private static List<Integer> learned(TrainingBlock block, int epoch, Schema schema) {
    Field targets = batches(block, epoch, schema).get(0).symbols();
    return IntStream.range(0, targets.lengths()[0]).mapToObj(step -> targets.id(0, step)).toList();
  }

  private static List<Batch> batches(TrainingBlock block, int epoch) {
    return batches(block, epoch, ShardSchemas.CLASSIFICATION);
  }

  private static List<Batch> batches(TrainingBlock block, int epoch, Schema schema) {
    PlannedRound round = new PlannedRound(1, epoch, 0, 1, 0, 1, 0, 0, false);
    return block.batches(round, schema, 2, 1, 2, 7).toList();
  }

  private static List<Integer> row(Batch batch, int row) {
    List<Integer> ids = new ArrayList<>();
    for (int step = 0; batch.inputs().has(row, step); step++) {
      ids.add(batch.inputs().id(row, step));
    }
    return ids;
  }

  private static Example example(long index, int[] tokens, int label) {
    return new Example(
        index,
        List.of(new Values.OfIds(tokens), new Values.OfIds(new int[] {label})),
        Origin.of(0));
  }
}
