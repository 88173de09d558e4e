package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkerRecipeTest {
  private static final int SEEDS = 3;
  private static final int ROUNDS = 1000;
  private static final int WORKERS = 1024;

  /** Also beside the end of one round and the beginning of the next. */
  @Test
  void noTwoWorkersRoundsOrSeedsHaveTheSameNumbers() {
    long[] seeds =
        LongStream.range(0, (long) SEEDS * ROUNDS * WORKERS)
            .map(
                i ->
                    WorkerRecipe.seed(
                        i / WORKERS / ROUNDS, i / WORKERS % ROUNDS, (int) (i % WORKERS)))
            .sorted()
            .toArray();
    assertThat(Arrays.stream(seeds).distinct().count()).isEqualTo(seeds.length);
  }

  /** Trainings of up to 31 workers keep the numbers that they had. */
  @Test
  void theFirstWorkersKeepTheirNumbers() {
    assertThat(WorkerRecipe.seed(7, 5, 30)).isEqualTo((7 * 1_000_003L + 5) * 31 + 30);
    assertThat(WorkerRecipe.seed(7, 5, 31)).isNotEqualTo(WorkerRecipe.seed(7, 6, 0));
  }
}
