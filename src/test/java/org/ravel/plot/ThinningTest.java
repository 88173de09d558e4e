package org.ravel.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void ofAColumnTheEndsAndTheExtremesRemain() {
    List<Point> line =
        List.of(
            new Point(0.1, 5),
            new Point(0.2, 9),
            new Point(0.3, 4),
            new Point(0.4, 1),
            new Point(0.5, 6),
            new Point(0.6, 7),
            new Point(2.5, 3));

    assertThat(Thinning.of(line))
        .containsExactly(
            new Point(0.1, 5),
            new Point(0.2, 9),
            new Point(0.4, 1),
            new Point(0.6, 7),
            new Point(2.5, 3));
  }

  @Test
  void shortLinesAreAsTheyWere() {
    List<Point> line = IntStream.range(0, 50).mapToObj(i -> new Point(i, i % 7)).toList();

    assertThat(Thinning.of(line)).isEqualTo(line);
    assertThat(Thinning.of(List.of())).isEmpty();
    assertThat(Thinning.of(List.of(new Point(1, 1)))).containsExactly(new Point(1, 1));
  }

  @Test
  void aSpikeAmongAMillionPointsRemains() {
    List<Point> line =
        IntStream.range(0, 1_000_000)
            .mapToObj(i -> new Point(i / 1000.0, i == 654_321 ? 99 : Math.sin(i)))
            .toList();

    List<Point> thinned = Thinning.of(line);

    assertThat(thinned).hasSizeLessThanOrEqualTo(4 * 500).contains(new Point(654.321, 99));
    assertThat(thinned).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
  }
}
