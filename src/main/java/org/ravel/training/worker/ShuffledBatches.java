package org.ravel.training.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Minibatches of independent examples in a random order, each of examples of similar length: what
 * pads a minibatch costs time. The examples are shuffled and sorted by length in pools of some
 * minibatches, and the minibatches are shuffled again.
 */
public final class ShuffledBatches {
  private ShuffledBatches() {}

  /**
   * Places of the examples of each minibatch.
   *
   * @param lengths of the examples
   * @param size examples of a minibatch; one of them has fewer where they do not divide
   * @param pool minibatches whose examples are sorted by length together; 1: lengths do not count
   * @param seed from which all follows
   */
  public static List<int[]> of(int[] lengths, int size, int pool, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> places = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
    shuffle(places, random);
    List<int[]> batches = new ArrayList<>();
    int together = Math.multiplyExact(pool, size);
    for (int from = 0; from < lengths.length; from += together) {
      int[] sorted =
          places.subList(from, Math.min(from + together, lengths.length)).stream()
              .sorted(Comparator.comparingInt(place -> lengths[place]))
              .mapToInt(place -> place)
              .toArray();
      for (int first = 0; first < sorted.length; first += size) {
        batches.add(Arrays.copyOfRange(sorted, first, Math.min(first + size, sorted.length)));
      }
    }
    shuffle(batches, random);
    return batches;
  }

  /** Fisher and Yates, written out: what a library does with a generator may change. */
  private static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      T there = list.get(other);
      list.set(other, list.get(i));
      list.set(i, there);
    }
  }
}
