package org.ravel.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.plot.Ticks.Tick;

class TicksTest {

  @ParameterizedTest
  @CsvSource({
    "10, 10, 1",
    "10, 5, 2",
    "10, 4, 5",
    "10, 2, 5",
    "10, 1, 10",
    "1, 10, 0.1",
    "3, 7, 0.5",
    "0.004, 2, 0.002",
    "86000, 3, 50000",
    "1, 1, 1",
    "0.3, 3, 0.1"
  })
  void aStepIsTheSmallestRoundOneThatIsLargeEnough(double span, int most, double step) {
    assertThat(Ticks.step(span, most)).isCloseTo(step, within(step * 1e-9));
  }

  @Test
  void labelsHaveAsManyPlacesAsTheStep() {
    assertThat(labels(Ticks.linear(0, 3, 6)))
        .containsExactly("0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0");
    assertThat(labels(Ticks.linear(-1, 1, 2))).containsExactly("−1", "0", "1");
    assertThat(labels(Ticks.linear(0, 90_000, 2))).containsExactly("0", "50,000");
    assertThat(labels(Ticks.linear(0, 4e-6, 2))).containsExactly("0", "2e−6", "4e−6");
    assertThat(labels(Ticks.linear(0, 2.5e8, 3))).containsExactly("0", "1e8", "2e8");
    assertThat(labels(Ticks.linear(10_000_000, 10_000_002, 2)))
        .containsExactly("1.0000000e7", "1.0000001e7", "1.0000002e7");
  }

  @Test
  void ticksLieWithin() {
    assertThat(Ticks.linear(0.13, 0.87, 4))
        .extracting(Tick::value)
        .containsExactly(0.2, 0.4, 0.6000000000000001, 0.8);
  }

  @Test
  void decadesOfALogarithm() {
    assertThat(labels(Ticks.logarithmic(0.001, 10, 5)))
        .containsExactly("0.001", "0.01", "0.1", "1", "10");
    assertThat(labels(Ticks.logarithmic(1, 100, 8)))
        .containsExactly("1", "2", "5", "10", "20", "50", "100");
    assertThat(labels(Ticks.logarithmic(1e-6, 1e6, 4)))
        .containsExactly("1e−6", "0.001", "1", "1,000", "1,000,000");
  }

  @Test
  void withinADecadeOfALogarithmStepsAreEqual() {
    assertThat(labels(Ticks.logarithmic(1.5, 4, 5)))
        .containsExactly("1.5", "2.0", "2.5", "3.0", "3.5", "4.0");
  }

  @Test
  void thereAreNeverMoreThanAskedForAndNeverNone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
      double span = Math.max(Math.abs(low) * 1e-5, Math.pow(10, random.nextInt(40) - 20));
      int most = 2 + random.nextInt(12);
      Domain domain = Domain.linear(List.of(low, low + span), null, null, most);
      List<Tick> ticks = Ticks.linear(domain.low(), domain.high(), most);
      assertThat(ticks).as("seed %d, %s", seed, domain).hasSizeBetween(2, most + 1);
      assertThat(labels(ticks)).as("seed %d, %s", seed, domain).doesNotHaveDuplicates();
    }
  }

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }
}
