package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.unit.UnitSums;

class PairedUnitsTest {
  // Sequence 1 goes over from source 0 to source 1, sequence 4 from 1 to 0 and to 2.
  private static final int[] SEQUENCES = {0, 1, 1, 2, 3, 4, 4, 4};
  private static final int[] SOURCES = {0, 0, 1, 1, 1, 1, 0, 2};
  private static final double[] TARGETS = {5, 2, 3, 5, 5, 1, 1, 3};
  private static final UnitSums CHAMPION =
      sums(
          TARGETS, new double[] {10, 4, 6, 10, 10, 2, 2, 6}, new double[] {1, 0, 1, 2, 1, 0, 1, 0});
  private static final UnitSums CHALLENGER =
      sums(
          TARGETS,
          new double[] {9, 4.5, 6.25, 8, 10, 3, 1, 6.5},
          new double[] {2, 1, 1, 1, 1, 0, 0, 3});
  private static final PairedUnits UNITS = new PairedUnits(CHAMPION, CHALLENGER);

  @Test
  void piecesOfASequenceAreOneUnit() {
    PairedSample all = UNITS.sample(sources(0, 1, 2), 1);

    assertThat(all.units()).isEqualTo(5);
    assertThat(column(all, 0)).containsExactly(5, 5, 5, 5, 5);
    assertThat(column(all, 1)).containsExactly(10, 10, 10, 10, 10);
    assertThat(column(all, 2)).containsExactly(1, 1, 2, 1, 1);
    assertThat(column(all, 3)).containsExactly(5, 5, 5, 5, 5);
    assertThat(column(all, 4)).containsExactly(9, 10.75, 8, 10, 10.5);
    assertThat(column(all, 5)).containsExactly(2, 2, 1, 1, 3);
    assertThat(all.total()).containsExactly(25, 50, 6, 25, 48.25, 9);
  }

  @Test
  void aSliceHasTheTargetsOfItsSourcesAlone() {
    PairedSample slice = UNITS.sample(sources(0), 1);

    assertThat(slice.units()).isEqualTo(3);
    assertThat(column(slice, 0)).containsExactly(5, 2, 1);
    assertThat(column(slice, 1)).containsExactly(10, 4, 2);
    assertThat(column(slice, 4)).containsExactly(9, 4.5, 1);
    assertThat(UNITS.sample(sources(), 1).units()).isZero();
  }

  @Test
  void runsBeginAtTheSplitsFirstSequence() {
    assertThat(column(UNITS.sample(sources(0, 1, 2), 2), 4)).containsExactly(19.75, 18, 10.5);
    assertThat(column(UNITS.sample(sources(1), 2), 0)).containsExactly(3, 10, 1);
    assertThat(UNITS.sample(sources(0, 1, 2), 100).units()).isEqualTo(1);
  }

  @Test
  void modelsMustHaveSeenTheSame() {
    UnitSums others = sums(new double[] {5, 2, 3, 5, 5, 1, 2, 2}, new double[8], new double[8]);

    assertThatThrownBy(() -> new PairedUnits(CHAMPION, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not measured on the same sequences");
  }

  private static UnitSums sums(double[] targets, double[] nats, double[] hits) {
    double[] sums = new double[3 * targets.length];
    for (int piece = 0; piece < targets.length; piece++) {
      sums[3 * piece] = targets[piece];
      sums[3 * piece + 1] = nats[piece];
      sums[3 * piece + 2] = hits[piece];
    }
    return new UnitSums(SEQUENCES, SOURCES, 3, sums);
  }

  private static double[] column(PairedSample sample, int column) {
    return IntStream.range(0, sample.units())
        .mapToDouble(unit -> sample.sums()[6 * unit + column])
        .toArray();
  }

  private static BitSet sources(int... indices) {
    BitSet sources = new BitSet();
    for (int index : indices) {
      sources.set(index);
    }
    return sources;
  }
}
