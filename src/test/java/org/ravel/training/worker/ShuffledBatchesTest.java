package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShuffledBatchesTest {

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "3, 3", "7, 3", "8, 1", "500, 4", "513, 2"})
  void anEpochHasEachExampleOnceInWholeMinibatchesAndARest(int examples, int size) {
    List<int[]> batches = ShuffledBatches.of(lengths(examples), size, 64, 5);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, examples).toArray());
    assertThat(batches).hasSize((examples + size - 1) / size);
    assertThat(batches.stream().filter(batch -> batch.length < size).count())
        .isEqualTo(examples % size == 0 ? 0 : 1);
  }

  @Test
  void theOrderFollowsFromTheSeed() {
    int[] lengths = lengths(300);
    int[] first = flat(lengths, 7);
    assertThat(flat(lengths, 7)).isEqualTo(first);
    assertThat(flat(lengths, 8)).isNotEqualTo(first);
  }

  /** Minibatches of examples as they come pad two steps in five here. */
  @Test
  void littleIsPadded() {
    int[] lengths = lengths(10_000);
    long steps = Arrays.stream(lengths).sum();
    long room = 0;
    for (int[] batch : ShuffledBatches.of(lengths, 16, 64, 3)) {
      room += batch.length * (long) Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
    }
    assertThat((double) room / steps).isBetween(1.0, 1.1);
  }

  /** Without pools each minibatch has about the mean length. */
  @Test
  void aPoolOfOneDoesNotSort() {
    int[] lengths = lengths(10_000);
    double mean = Arrays.stream(lengths).average().orElseThrow();
    for (int[] batch : ShuffledBatches.of(lengths, 100, 1, 3)) {
      assertThat(Arrays.stream(batch).map(i -> lengths[i]).average().orElseThrow())
          .isBetween(0.6 * mean, 1.4 * mean);
    }
  }

  /** Sorting must leave no trace in the order of the minibatches. */
  @Test
  void longExamplesComeAnywhereInAnEpoch() {
    int[] lengths = lengths(10_000);
    List<int[]> batches = ShuffledBatches.of(lengths, 16, 64, 3);
    double half =
        batches.stream()
            .limit(batches.size() / 2)
            .flatMapToInt(Arrays::stream)
            .map(i -> lengths[i])
            .average()
            .orElseThrow();
    assertThat(half / Arrays.stream(lengths).average().orElseThrow()).isBetween(0.9, 1.1);
  }

  private static int[] lengths(int examples) {
    Random random = new Random(1);
    return IntStream.range(0, examples).map(i -> 1 + random.nextInt(40)).toArray();
  }

  private static int[] flat(int[] lengths, long seed) {
    return ShuffledBatches.of(lengths, 4, 64, seed).stream().flatMapToInt(Arrays::stream).toArray();
  }
}
