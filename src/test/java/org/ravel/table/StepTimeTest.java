package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimeTest {

  /** Seconds of the right column are those of GNU date. */
  @ParameterizedTest
  @CsvSource({
    "2024-01-01, 1704067200",
    "2024-01-01T00:00:01, 1704067201",
    "2024-01-01 00:00:01.25, 1704067201.25",
    "2024-01-01T01:00:00+01:00, 1704067200",
    "2023-12-31T19:30:00-04:30, 1704067200",
    "2024-01-01 00:00:00.000000001Z, 1704067200.000000001"
  })
  void timestampsAreSecondsOfUtc(String text, String seconds) {
    StepTime time = StepTime.of(text);
    assertThat(time.isDate()).isTrue();
    assertThat(time.value()).isEqualByComparingTo(seconds);
  }

  @Test
  void numbersStayAsTheyAre() {
    assertThat(StepTime.of(" -1.5e3 ").value()).isEqualByComparingTo("-1500");
    assertThat(StepTime.of(7L).value()).isEqualByComparingTo("7");
    // Nanoseconds since 1970 are more than a double holds.
    assertThat(StepTime.of("1704067200000000001").value())
        .isEqualByComparingTo("1704067200000000001");
    assertThat(StepTime.of(2.5).isDate()).isFalse();
  }

  @Test
  void typesOfParquetAreReadToo() {
    BigDecimal day = new BigDecimal("1704067200");
    assertThat(StepTime.of(Timestamp.from(Instant.ofEpochSecond(1704067200))).value())
        .isEqualByComparingTo(day);
    assertThat(StepTime.of(Instant.ofEpochSecond(1704067200)).value()).isEqualByComparingTo(day);
    assertThat(StepTime.of(LocalDateTime.of(2024, 1, 1, 0, 0)).value()).isEqualByComparingTo(day);
    assertThat(StepTime.of(LocalDate.of(2024, 1, 1)).value()).isEqualByComparingTo(day);
    assertThat(StepTime.of(Date.valueOf("2024-01-01")).value()).isEqualByComparingTo(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2024-13-01", "2024-01-01T25:00:00", "NaN", "12:00"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(StepTime.of(text)).isNull();
  }

  @Test
  void nothingIsNoTime() {
    assertThat(StepTime.of(null)).isNull();
    assertThat(StepTime.of(true)).isNull();
  }
}
