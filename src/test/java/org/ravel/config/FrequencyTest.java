package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.Frequency.Unit;

class FrequencyTest {
  @ParameterizedTest
  @CsvSource({
    "1 hour, 1, HOUR, 24",
    "30 minutes, 30, MINUTE, 48",
    "1 day, 1, DAY, 7",
    "2 days, 2, DAY, 1",
    "1 week, 1, WEEK, 52",
    "1 month, 1, MONTH, 12",
    "3 months, 3, MONTH, 4",
    "1 year, 1, YEAR, 1",
    "7 steps, 7, STEP, 1",
    "3600000000000 steps, 3600000000000, STEP, 1",
    "5 seconds, 5, SECOND, 17280",
    "7 hours, 7, HOUR, 1"
  })
  void amountsOfUnitsHaveSeasons(String text, long amount, Unit unit, int season) {
    assertThat(Frequency.parse(text)).contains(new Frequency(amount, unit));
    assertThat(new Frequency(amount, unit)).hasToString(text);
    assertThat(new Frequency(amount, unit).season()).isEqualTo(season);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hour",
        "0 hours",
        "-1 day",
        "1 fortnight",
        "1.5 hours",
        "1e3 days",
        "999999999999999999 weeks",
        "1000000000 years"
      })
  void otherTextIsNoFrequency(String text) {
    assertThat(Frequency.parse(text)).isEmpty();
  }
}
