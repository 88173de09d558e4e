package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void lanesAreRunsOfNearlyEqualLength() {
    for (int sequences = 0; sequences <= 30; sequences++) {
      for (int count = 1; count <= 12; count++) {
        Lanes lanes = new Lanes(sequences, count);
        assertThat(lanes.start(0)).isZero();
        assertThat(lanes.start(count)).isEqualTo(sequences);
        for (int lane = 0; lane < count; lane++) {
          assertThat(lanes.length(lane))
              .as("lane %d of %s", lane, lanes)
              .isEqualTo(lanes.start(lane + 1) - lanes.start(lane))
              .isBetween((long) sequences / count, sequences / count + 1L)
              .isLessThanOrEqualTo(lanes.steps());
        }
      }
    }
  }

  @Test
  void everySequenceHasALaneAndAStepOfItsOwn() {
    for (int sequences = 0; sequences <= 30; sequences++) {
      for (int count = 1; count <= 12; count++) {
        Lanes lanes = new Lanes(sequences, count);
        int next = 0;
        for (int lane = 0; lane < count; lane++) {
          for (int step = 0; lanes.sequence(lane, step) != Lanes.NONE; step++) {
            assertThat(lanes.sequence(lane, step)).as("%s", lanes).isEqualTo(next);
            assertThat(lanes.lane(next)).as("%d of %s", next, lanes).isEqualTo(lane);
            assertThat(lanes.step(next)).as("%d of %s", next, lanes).isEqualTo(step);
            next++;
          }
        }
        assertThat(next).isEqualTo(sequences);
      }
    }
  }

  @Test
  void theFirstLanesAreThoseThatHaveAStep() {
    Lanes lanes = new Lanes(7, 3);
    assertThat(lanes.lanesAt(1)).isEqualTo(3);
    assertThat(lanes.lanesAt(2)).isEqualTo(1);
    assertThat(lanes.lanesAt(3)).isZero();
    assertThat(lanes.sequence(0, 2)).isEqualTo(2);
    assertThat(lanes.sequence(1, 2)).isEqualTo(Lanes.NONE);
  }

  @Test
  void streamsOfAnySizeAreLaidOut() {
    Lanes lanes = new Lanes(10_000_000_000L, 3);
    assertThat(lanes.lane(9_999_999_999L)).isEqualTo(2);
    assertThat(lanes.step(9_999_999_999L)).isEqualTo(3_333_333_332L);
    assertThatThrownBy(() -> new Lanes(5, 0)).hasMessageContaining("5 sequences in 0 lanes");
  }
}
