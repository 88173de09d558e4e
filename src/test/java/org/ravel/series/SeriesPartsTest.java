package org.ravel.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.Split;
import org.ravel.sequence.Horizon;

class SeriesPartsTest {
  @Test
  void windowsReadTheirContextFromBeforeTheirSplit() {
    SeriesParts parts = new SeriesParts(20, 12, 16);
    Horizon horizon = horizon(3, 2);
    // Origins 2 … 9, those of a window four.
    assertThat(parts.windows(Split.TRAIN, horizon, 6))
        .containsExactly(new SeriesParts.Window(0, 8), new SeriesParts.Window(4, 12));
    // Targets 12 … 15, origins 11 … 13.
    assertThat(parts.windows(Split.VALIDATION, horizon, 6))
        .containsExactly(new SeriesParts.Window(9, 16));
    assertThat(parts.windows(Split.TEST, horizon, 6))
        .containsExactly(new SeriesParts.Window(13, 20));
  }

  @Test
  void aPartThatIsShorterThanTheHorizonHasNoWindow() {
    assertThat(new SeriesParts(20, 12, 19).windows(Split.TEST, horizon(3, 2), 6)).isEmpty();
    assertThat(new SeriesParts(20, 12, 12).windows(Split.VALIDATION, horizon(3, 2), 6)).isEmpty();
  }

  @Test
  void eachOriginIsInOneWindowAndItsTargetsInItsSplit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      int values = 1 + random.nextInt(60);
      int test = random.nextInt(values + 1);
      SeriesParts parts = new SeriesParts(values, random.nextInt(test + 1), test);
      Horizon horizon = horizon(1 + random.nextInt(8), 1 + random.nextInt(5));
      int longest = horizon.context() + random.nextInt(9);
      for (Split split : Split.values()) {
        List<Integer> found = new ArrayList<>();
        for (SeriesParts.Window window : parts.windows(split, horizon, longest)) {
          int read = window.end() - window.first() - horizon.steps();
          assertThat(read).as("seed %d", seed).isBetween(horizon.context(), longest);
          IntStream.range(window.first() + horizon.context() - 1, window.first() + read)
              .forEach(found::add);
        }
        List<Integer> expected =
            IntStream.range(horizon.context() - 1, values)
                .filter(
                    origin ->
                        origin + 1 >= parts.start(split)
                            && origin + horizon.steps() < parts.end(split))
                .boxed()
                .toList();
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  private static Horizon horizon(int context, int steps) {
    return new Horizon(context, steps, 1, 0, 0, false, Horizon.Base.VALUE, 1);
  }
}
