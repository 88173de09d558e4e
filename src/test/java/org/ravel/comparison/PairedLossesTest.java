package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.SequenceLosses;

class PairedLossesTest {
  // Sequence 1 goes over from source 0 to source 1, sequence 4 from 1 to 0 and to 2.
  private static final int[] SEQUENCES = {0, 1, 1, 2, 3, 4, 4, 4};
  private static final int[] SOURCES = {0, 0, 1, 1, 1, 1, 0, 2};
  private static final int[] TARGETS = {5, 2, 3, 5, 5, 1, 1, 3};
  private static final SequenceLosses CHAMPION =
      new SequenceLosses(
          SEQUENCES,
          SOURCES,
          new double[] {10, 4, 6, 10, 10, 2, 2, 6},
          TARGETS,
          new int[] {1, 0, 1, 2, 1, 0, 1, 0});
  private static final SequenceLosses CHALLENGER =
      new SequenceLosses(
          SEQUENCES,
          SOURCES,
          new double[] {9, 4.5, 6.25, 8, 10, 3, 1, 6.5},
          TARGETS,
          new int[] {2, 1, 1, 1, 1, 0, 0, 3});
  private static final PairedLosses LOSSES = new PairedLosses(CHAMPION, CHALLENGER);

  @Test
  void piecesOfASequenceAreOneUnit() {
    PairedSample all = LOSSES.sample(sources(0, 1, 2), 1);

    assertThat(all.differences()).containsExactly(-1, 0.75, -2, 0, 0.5);
    assertThat(all.targets()).containsExactly(5, 5, 5, 5, 5);
    assertThat(all.championHits()).containsExactly(1, 1, 2, 1, 1);
    assertThat(all.challengerHits()).containsExactly(2, 2, 1, 1, 3);
    assertThat(all.championNats()).isEqualTo(50);
    assertThat(all.challengerNats()).isEqualTo(48.25);
    assertThat(all.totalTargets()).isEqualTo(25);
  }

  @Test
  void aSliceHasTheTargetsOfItsSourcesAlone() {
    PairedSample slice = LOSSES.sample(sources(0), 1);

    assertThat(slice.units()).isEqualTo(3);
    assertThat(slice.differences()).containsExactly(-1, 0.5, -1);
    assertThat(slice.targets()).containsExactly(5, 2, 1);
    assertThat(slice.championNats()).isEqualTo(16);
    assertThat(LOSSES.sample(sources(), 1).units()).isZero();
  }

  @Test
  void runsBeginAtTheSplitsFirstSequence() {
    assertThat(LOSSES.sample(sources(0, 1, 2), 2).differences()).containsExactly(-0.25, -2, 0.5);
    assertThat(LOSSES.sample(sources(1), 2).targets()).containsExactly(3, 10, 1);
    assertThat(LOSSES.sample(sources(0, 1, 2), 100).units()).isEqualTo(1);
  }

  @Test
  void modelsMustHaveSeenTheSame() {
    SequenceLosses others =
        new SequenceLosses(SEQUENCES, SOURCES, CHAMPION.nats(), new int[8], CHAMPION.hits());

    assertThatThrownBy(() -> new PairedLosses(CHAMPION, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not measured on the same sequences");
  }

  private static BitSet sources(int... indices) {
    BitSet sources = new BitSet();
    for (int index : indices) {
      sources.set(index);
    }
    return sources;
  }
}
