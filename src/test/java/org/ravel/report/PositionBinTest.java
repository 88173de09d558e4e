package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.plot.Interval;

class PositionBinTest {

  @Test
  void theFirstPositionsAreApartAndLaterOnesJoined() {
    List<PositionBin> bins =
        PositionBin.of(
            IntStream.range(0, 27)
                .mapToObj(t -> new Figures.Position(t, 1, 1.0, 1.0, 0.1))
                .toList());

    // 16 alone, then pairs up to 24, then a triple.
    assertThat(bins)
        .extracting(PositionBin::middle)
        .startsWith(0.0, 1.0)
        .contains(15.0, 16.5, 22.5, 25.0);
    assertThat(bins).hasSize(21);
  }

  @Test
  void aBinsMeanIsThatOfItsTargets() {
    List<Figures.Position> positions =
        IntStream.range(0, 18)
            .mapToObj(
                t ->
                    t == 17
                        ? new Figures.Position(t, 30, 60.0, 2.0, 0.4)
                        : new Figures.Position(t, 10, 40.0, 4.0, 0.3))
            .toList();

    PositionBin last = PositionBin.of(positions).get(16);

    // 100 nats on 40 targets; the error of the sum is √((10·0.3)² + (30·0.4)²) = √153.
    assertThat(last.mean()).isEqualTo(2.5);
    assertThat(last.standardError()).isCloseTo(Math.sqrt(153) / 40, within(1e-12));
    assertThat(last.interval(2))
        .isEqualTo(
            new Interval(16.5, 2.5 - 2 * last.standardError(), 2.5 + 2 * last.standardError()));
  }

  @Test
  void whatIsNotKnownHasNoBand() {
    PositionBin bin = PositionBin.of(List.of(new Figures.Position(0, 1, 2.0, 2.0, null))).get(0);

    assertThat(bin.mean()).isEqualTo(2);
    assertThat(bin.interval(2).low()).isNaN();
  }
}
