package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class OpposedSeriesTest {
  private static final int LENGTH = 20_000;

  /** Each follows its own rule; taken together, a value says nothing of the next one. */
  @Test
  void onlyTheSeriesTellsWhatFollows() {
    List<String> rows = new OpposedSeries(3, 2, LENGTH).text().lines().skip(1).toList();
    double own = 0;
    double together = 0;
    double product = 0;
    int count = 0;
    for (int series = 0; series < 2; series++) {
      assertThat(rows.get(series * LENGTH)).startsWith("sensor-" + (series + 1) + ",2020-01-01");
      for (int step = 1; step < LENGTH; step++) {
        double last = value(rows.get(series * LENGTH + step - 1));
        double next = value(rows.get(series * LENGTH + step));
        own += Math.pow(next - (series == 0 ? 0.9 : -0.9) * last, 2);
        together += next * next;
        product += next * last;
        count++;
      }
    }
    assertThat(Math.sqrt(own / count))
        .isCloseTo(new OpposedSeries(3, 2, LENGTH).bestError(), within(1e-3))
        .isCloseTo(1, within(0.02));
    assertThat(Math.sqrt(together / count))
        .isCloseTo(OpposedSeries.errorOfStrangers(), within(0.08))
        .isCloseTo(2.294, within(0.08));
    // The best factor for all of them.
    assertThat(product / together).isCloseTo(0, within(0.05));
  }

  private static double value(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }

  @Test
  void theSameSeedGivesTheSameRows() {
    assertThat(new OpposedSeries(5, 2, 30).text())
        .isEqualTo(new OpposedSeries(5, 2, 30).text())
        .isNotEqualTo(new OpposedSeries(6, 2, 30).text());
    assertThatThrownBy(() -> new OpposedSeries(1, 0, 9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0 series of 9 values");
  }
}
