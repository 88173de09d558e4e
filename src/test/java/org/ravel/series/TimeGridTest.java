package org.ravel.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.Frequency;
import org.ravel.config.Frequency.Unit;
import org.ravel.table.StepTime;

class TimeGridTest {
  @ParameterizedTest
  @CsvSource({
    "1 hour, 2016-07-01T22:00:00, 3, 2016-07-02T01:00:00",
    "30 minutes, 2014-07-01T23:30:00, 1, 2014-07-02T00:00:00",
    "1 day, 1984-02-28, 2, 1984-03-01",
    "1 day, 1984-02-28T06:00:00, 1, 1984-02-29T06:00:00",
    "1 week, 2020-12-28, 1, 2021-01-04",
    "1 month, 1949-01-01, 13, 1950-02-01",
    "1 month, 2020-01-31, 1, 2020-02-29",
    "1 month, 2020-02-29, 1, 2020-03-31",
    "1 month, 2021-04-30, 10, 2022-02-28",
    "3 months, 2021-11-15, 2, 2022-05-15",
    "1 year, 2020-02-29, 1, 2021-02-28",
    "1 year, 1749-01-01, 250, 1999-01-01",
    "2 steps, 7, 4, 15",
    "1 step, 0.5, 3, 3.5",
    "3600000000000 steps, 99700000000000000, 5000000, 18099700000000000000",
    "1 second, 1969-12-31T23:59:58, 5, 1970-01-01T00:00:03"
  })
  void stepsLeadToTimesAndBack(String frequency, String from, long steps, String to) {
    TimeGrid grid = new TimeGrid(Frequency.parse(frequency).orElseThrow());
    assertThat(grid.text(grid.plus(time(from), steps))).isEqualTo(to);
    assertThat(grid.steps(time(from), time(to))).hasValue(steps);
    assertThat(grid.plus(time(to), 0)).isEqualByComparingTo(time(to));
  }

  @ParameterizedTest
  @CsvSource({
    "1 hour, 2016-07-01T22:00:00, 2016-07-01T22:30:00",
    "2 months, 1949-01-01, 1949-02-01",
    "1 year, 1949-01-01, 1950-02-01",
    "1 day, 1984-02-28, 1984-02-29T00:00:01",
    "2 steps, 7, 8"
  })
  void otherTimesAreNoWholeSteps(String frequency, String from, String to) {
    TimeGrid grid = new TimeGrid(Frequency.parse(frequency).orElseThrow());
    assertThat(grid.steps(time(from), time(to))).isEmpty();
  }

  /** The last working days of months, and a month whose day is missing. */
  @ParameterizedTest
  @CsvSource({
    "1 month, 2020-01-31, 2020-02-28, 1",
    "1 month, 2020-02-28, 2020-05-29, 3",
    "1 month, 2020-02-29, 2020-03-30, 1",
    "1 month, 1949-01-01, 1949-02-02, 1",
    "3 months, 2021-11-15, 2022-05-01, 2",
    "1 year, 2020-12-31, 2022-12-30, 2"
  })
  void theDayOfAMonthDoesNotCount(String frequency, String from, String to, long steps) {
    TimeGrid grid = new TimeGrid(Frequency.parse(frequency).orElseThrow());
    assertThat(grid.steps(time(from), time(to))).hasValue(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "604800, 1 week",
    "1209600, 14 days",
    "86400, 1 day",
    "7200, 2 hours",
    "5400, 90 minutes",
    "61, 61 seconds"
  })
  void secondsAreToldInTheLargestUnit(long seconds, String frequency) {
    assertThat(TimeGrid.ofSeconds(seconds)).hasToString(frequency);
  }

  @Test
  void monthsAndYearsAreFoundByTheCalendar() {
    assertThat(TimeGrid.calendar(time("2021-01-31"), time("2021-02-28")))
        .isEqualTo(new Frequency(1, Unit.MONTH));
    assertThat(TimeGrid.calendar(time("2021-01-05"), time("2022-01-05")))
        .isEqualTo(new Frequency(1, Unit.YEAR));
    assertThat(TimeGrid.calendar(time("2021-01-05"), time("2021-02-06"))).isNull();
    assertThat(TimeGrid.calendar(time("2021-01-05"), time("2021-01-06"))).isNull();
  }

  private static BigDecimal time(String text) {
    return StepTime.of(text).value();
  }
}
