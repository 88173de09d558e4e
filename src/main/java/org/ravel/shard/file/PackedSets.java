package org.ravel.shard.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sets of ids as one row of numbers: of each set how many it has, and then its ids. */
final class PackedSets {
  private PackedSets() {}

  static int[] flat(int[][] sets) {
    return Arrays.stream(sets)
        .flatMapToInt(set -> IntStream.concat(IntStream.of(set.length), Arrays.stream(set)))
        .toArray();
  }

  static int[][] sets(int[] flat) {
    List<int[]> sets = new ArrayList<>();
    int at = 0;
    while (at < flat.length) {
      int from = at + 1;
      at = from + flat[at];
      sets.add(Arrays.copyOfRange(flat, from, at));
    }
    return sets.toArray(int[][]::new);
  }
}
