package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private static final int ROUNDS = 600;

  @Test
  void theFirstRoundDoesNotCount() {
    // Twenty seconds for Spark's start, the shards and a first round, then ten rounds a second.
    assertThat(ratios(round -> round == 1 ? 20 : 0.1)).allSatisfy(r -> closeTo(r, 0.001));
  }

  @Test
  void aSlowStartIsSoonForgotten() {
    // Java compiles: four times as slow at first, with half of that left every ten rounds.
    List<Double> ratios = ratios(round -> 0.1 * (1 + 3 * Math.pow(0.5, round / 10.0)));
    assertThat(ratios).allSatisfy(ratio -> assertThat(ratio).isBetween(0.8, 2.5));
    assertThat(ratios.subList(200, ratios.size())).allSatisfy(ratio -> closeTo(ratio, 15));
  }

  @Test
  void pausesAreAveraged() {
    // A validation of five seconds every fifty rounds.
    List<Double> ratios = ratios(round -> round % 50 == 0 ? 5.1 : 0.1);
    // Near the end what is left depends on the next pause.
    assertThat(ratios.subList(100, 450)).allSatisfy(r -> closeTo(r, 45));
  }

  @Test
  void nothingIsSaidBeforeItCanBeKnown() {
    TimeLeft timeLeft = new TimeLeft(100);
    assertThat(timeLeft.after(1, 30)).isEmpty();
    assertThat(timeLeft.after(2, 31)).isEmpty();
    assertThat(timeLeft.after(3, 32)).isEmpty();
    assertThat(timeLeft.after(4, 33)).isEmpty();
    assertThat(timeLeft.after(5, 34)).isEmpty();
    closeTo(timeLeft.after(7, 36).orElseThrow() / 93, 0.001);
  }

  @Test
  void workThatGoesOnAfterAnInterruptionIsEstimatedByWhatIsDoneNow() {
    TimeLeft timeLeft = new TimeLeft(100);
    for (int done = 90; done < 95; done++) {
      timeLeft.after(done, 7000 + 2 * done);
    }
    closeTo(timeLeft.after(95, 7190).orElseThrow() / 10, 0.001);
  }

  /** Estimates divided by what was left in fact, of the rounds that had one. */
  private static List<Double> ratios(IntToDoubleFunction secondsOfRound) {
    double end = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      end += secondsOfRound.applyAsDouble(round);
    }
    TimeLeft timeLeft = new TimeLeft(ROUNDS);
    List<Double> ratios = new ArrayList<>();
    double now = 0;
    for (int round = 1; round < ROUNDS; round++) {
      now += secondsOfRound.applyAsDouble(round);
      OptionalDouble left = timeLeft.after(round, now);
      if (left.isPresent()) {
        ratios.add(left.getAsDouble() / (end - now));
      }
    }
    return ratios;
  }

  private static void closeTo(double ratio, double percent) {
    assertThat(ratio).isCloseTo(1, Percentage.withPercentage(percent));
  }
}
