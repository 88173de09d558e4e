package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {

  @Test
  void piecesAreFewAndEven() {
    for (int longest = 1; longest < 9; longest++) {
      for (int steps = 0; steps < 40; steps++) {
        Pieces pieces = Pieces.of(steps, longest);
        int[] lengths = IntStream.range(0, pieces.count()).map(pieces::steps).toArray();
        String what =
            "%d steps, %d at most: %s".formatted(steps, longest, Arrays.toString(lengths));
        assertThat(Arrays.stream(lengths).sum()).as(what).isEqualTo(steps);
        assertThat(lengths.length).as(what).isEqualTo(Math.max(1, -Math.floorDiv(-steps, longest)));
        int least = Arrays.stream(lengths).min().orElseThrow();
        assertThat(Arrays.stream(lengths).max().orElseThrow())
            .as(what)
            .isLessThanOrEqualTo(Math.min(longest, least + 1));
      }
    }
  }

  /** Where nothing says how long they may be. */
  @Test
  void theLargestNumbersDoNotOverflow() {
    assertThat(Pieces.of(7, Integer.MAX_VALUE).count()).isEqualTo(1);
    assertThat(Pieces.of(Integer.MAX_VALUE, Integer.MAX_VALUE - 1).count()).isEqualTo(2);
    assertThat(Pieces.of(Integer.MAX_VALUE, 1).count()).isEqualTo(Integer.MAX_VALUE);
  }

  /** Of three words: ab, c and d. */
  @Test
  void wordsKeepTheirCharacters() {
    List<Values> inputs =
        List.of(
            new Values.OfIds(new int[] {7, 8, 9}),
            new Values.OfIds(new int[] {2, 3, 1, 4, 1, 5, 1}));
    Pieces pieces = Pieces.of(3, 2);
    assertThat(ids(pieces.of(inputs, 0), 0)).containsExactly(7);
    assertThat(ids(pieces.of(inputs, 0), 1)).containsExactly(2, 3, 1);
    assertThat(ids(pieces.of(inputs, 1), 0)).containsExactly(8, 9);
    assertThat(ids(pieces.of(inputs, 1), 1)).containsExactly(4, 1, 5, 1);
    assertThat(Pieces.of(3, 3).of(inputs, 0)).isSameAs(inputs);
  }

  @Test
  void numbersStayTogether() {
    List<Values> inputs = List.of(new Values.OfReals(2, new float[] {1, 2, 3, 4, 5, 6}));
    Values.OfReals last = (Values.OfReals) Pieces.of(3, 2).of(inputs, 1).get(0);
    assertThat(last.width()).isEqualTo(2);
    assertThat(last.numbers()).containsExactly(3, 4, 5, 6);
  }

  private static int[] ids(List<Values> values, int column) {
    return ((Values.OfIds) values.get(column)).ids();
  }
}
