package org.ravel.dynamics.automaton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.dynamics.automaton.WeightLine.Phase;

class WeightLineTest {
  /** Remembers whether the last symbol was the second one. */
  private static final MooreMachine LAST =
      new MooreMachine(new int[][] {{0, 1}, {0, 1}}, new int[] {0, 1});

  /** Always says the same. */
  private static final MooreMachine CONSTANT =
      new MooreMachine(new int[][] {{0, 0}}, new int[] {0});

  /** Remembers whether the number of second symbols is odd. */
  private static final MooreMachine PARITY =
      new MooreMachine(new int[][] {{0, 1}, {1, 0}}, new int[] {0, 1});

  @Test
  void placesOfChangeAreFoundMoreExactlyThanTheSteps() {
    WeightLine line =
        WeightLine.of(share -> share < 0.337 ? LAST : share < 0.777 ? CONSTANT : PARITY, 10);
    assertThat(line.phases()).extracting(Phase::machine).containsExactly(LAST, CONSTANT, PARITY);
    assertThat(line.phases().get(0).from()).isZero();
    assertThat(line.phases().get(2).to()).isEqualTo(1);
    assertChange(line, 0, 0.337);
    assertChange(line, 1, 0.777);
    assertThat(line.networks()).isEqualTo(11 + 2 * 8);
  }

  private static void assertChange(WeightLine line, int phase, double place) {
    double before = line.phases().get(phase).to();
    double behind = line.phases().get(phase + 1).from();
    assertThat(place).isBetween(before, behind);
    assertThat(behind - before).isCloseTo(0.1 / 256, within(1e-12));
  }

  /** What lies between two steps is met on the way. */
  @Test
  void aPhaseBetweenTwoStepsMayBeMet() {
    WeightLine line = WeightLine.of(share -> share < 0.2 ? LAST : share < 0.9 ? null : PARITY, 1);
    assertThat(line.phases()).extracting(Phase::machine).containsExactly(LAST, null, PARITY);
    assertThat(line.phases()).extracting(Phase::states).containsExactly(2, 0, 2);
    assertThat(line.phases().get(1).from()).isBetween(0.2, 0.21);
    assertThat(line.phases().get(2)).isEqualTo(new Phase(1, 1, PARITY));
  }

  @Test
  void aLineWithoutChangeIsOnePhase() {
    WeightLine line = WeightLine.of(share -> LAST, 4);
    assertThat(line.phases()).containsExactly(new Phase(0, 1, LAST));
    assertThat(line.networks()).isEqualTo(5);
  }
}
