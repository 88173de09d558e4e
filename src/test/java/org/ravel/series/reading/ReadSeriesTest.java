package org.ravel.series.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.Frequency;
import org.ravel.config.Frequency.Unit;
import org.ravel.series.TimeGrid;
import org.ravel.table.StepTime;

class ReadSeriesTest {
  private static final Frequency MONTH = new Frequency(1, Unit.MONTH);

  @Test
  void theLastWorkingDaysOfMonthsAreMonths() throws MalformedSeries {
    ReadSeries series = series("2020-01-31", "2020-02-28", "2020-03-31", "2020-05-29");
    Distances distances = new Distances();
    distances.add(series);
    assertThat(distances.mostFrequent()).hasValue(MONTH);
    assertThat(series.on(new TimeGrid(MONTH))).containsExactly(0, 1, 2, Double.NaN, 3);
  }

  @Test
  void weeksAreNoMonths() {
    Distances distances = new Distances();
    distances.add(series("2020-01-03", "2020-01-31", "2020-02-28", "2020-03-27"));
    assertThat(distances.mostFrequent()).hasValue(new Frequency(28, Unit.DAY));
  }

  @Test
  void twoTimesOfAMonthAreRefused() {
    ReadSeries series = series("2020-01-01", "2020-01-31", "2020-02-29");
    assertThatThrownBy(() -> series.on(new TimeGrid(MONTH)))
        .isInstanceOf(MalformedSeries.class)
        .hasMessageContaining(
            "has the times 2020-01-01T00:00:00 and 2020-01-31T00:00:00, which are not 1 month apart");
  }

  private static ReadSeries series(String... times) {
    List<BigDecimal> values = Arrays.stream(times).map(time -> StepTime.of(time).value()).toList();
    double[] numbers = new double[times.length];
    Arrays.setAll(numbers, i -> i);
    return new ReadSeries("s", values, true, 1, numbers);
  }
}
