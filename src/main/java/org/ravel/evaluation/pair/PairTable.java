package org.ravel.evaluation.pair;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Preorder;
import org.ravel.sequence.Values;
import scala.Tuple2;

/** Counts pairs in primitive arrays of a fixed size, by open addressing; empty slots count 0. */
public final class PairTable {
  private final long[] pairs;
  private final long[] counts;

  /** Slots that are used, in the order of their pairs' first occurrence. */
  private final int[] usedSlots;

  private final int shift;
  private int used;

  /** A table of {@code 2^log2Slots} slots, which is full when half of them are taken. */
  public PairTable(int log2Slots) {
    pairs = new long[1 << log2Slots];
    counts = new long[1 << log2Slots];
    usedSlots = new int[1 << log2Slots];
    shift = Long.SIZE - log2Slots;
  }

  /** Whether it is time to empty it; as many pairs again still have room. */
  boolean isFull() {
    return used >= counts.length / 2;
  }

  /**
   * Counts each of an example's pairs of what is read and what is to be predicted; where numbers
   * are read, each target by itself.
   */
  public void countAll(Alignment targets, Example example) {
    int[] predicted = example.ids(example.values().size() - 1);
    if (example.values().get(0) instanceof Values.OfReals) {
      for (int target : predicted) {
        count(Pair.of(Pair.NOTHING, target));
      }
      return;
    }
    int[] read = example.ids(0);
    switch (targets) {
      case NEXT_STEP -> {
        for (int t = 0; t + 1 < read.length; t++) {
          count(Pair.of(read[t], read[t + 1]));
        }
      }
      case SAME_STEP -> {
        for (int t = 0; t < read.length; t++) {
          count(Pair.of(read[t], predicted[t]));
        }
      }
      case WHOLE -> {
        count(Pair.of(Pair.NOTHING, predicted[0]));
        for (int token : read) {
          count(Pair.of(token, predicted[0]));
        }
      }
      case NODES -> countNodes(example, predicted);
      case SET, STEP_SETS -> throw new IllegalArgumentException("a set is counted label by label");
      case HORIZON, VALUES -> throw new IllegalArgumentException("numbers make no pairs");
      case OWN_STEPS ->
          throw new IllegalArgumentException("no step of a target belongs to a step that is read");
    }
  }

  /** Each label by itself, and with each word below its node. */
  private void countNodes(Example example, int[] labels) {
    Preorder shape = Batch.shape(example.values()).orElseThrow();
    int[] words = example.ids(0);
    int[] ends = shape.ends();
    int[] leavesBefore = shape.leavesBefore();
    for (int node = 0; node < labels.length; node++) {
      count(Pair.of(Pair.NOTHING, labels[node]));
      for (int i = leavesBefore[node]; i < leavesBefore[ends[node]]; i++) {
        count(Pair.of(words[i], labels[node]));
      }
    }
  }

  /** Counts a pair once. */
  void count(long pair) {
    int slot = slot(pair);
    while (counts[slot] != 0 && pairs[slot] != pair) {
      slot = (slot + 1) & (counts.length - 1);
    }
    if (counts[slot] == 0) {
      pairs[slot] = pair;
      usedSlots[used++] = slot;
    }
    counts[slot]++;
  }

  /** The counts, each pair once; valid until the table changes. */
  public Iterator<Tuple2<Long, Long>> entries() {
    return IntStream.range(0, used)
        .map(i -> usedSlots[i])
        .mapToObj(slot -> new Tuple2<>(pairs[slot], counts[slot]))
        .iterator();
  }

  /** Takes as long as there are pairs: tables of few pairs are cleared often. */
  void clear() {
    for (int i = 0; i < used; i++) {
      counts[usedSlots[i]] = 0;
    }
    used = 0;
  }

  /** Fibonacci hashing: ids are small and dense, and would else crowd together. */
  private int slot(long pair) {
    return (int) ((pair * 0x9E3779B97F4A7C15L) >>> shift);
  }
}
