package org.ravel.series;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.ravel.config.Frequency;

/**
 * Times that are as far apart as a frequency says. A time is a plain number, or seconds since 1970
 * in UTC. Months and years are those of the calendar, whatever the day of the month; from the last
 * day of a month they go to the last days of others.
 */
public record TimeGrid(Frequency frequency) implements Serializable {
  /** A weekend and a holiday before the first working day of a month, or behind the last. */
  private static final int EDGE = 4;

  private static final long DAY = Frequency.Unit.DAY.seconds();

  /** The time that is some steps after another one. */
  public BigDecimal plus(BigDecimal from, long steps) {
    return switch (frequency.unit()) {
      case STEP -> from.add(distance(1, steps));
      case SECOND, MINUTE, HOUR, DAY, WEEK -> from.add(distance(frequency.unit().seconds(), steps));
      case MONTH -> plusMonths(from, Math.multiplyExact(frequency.amount(), steps));
      case YEAR ->
          plusMonths(from, Math.multiplyExact(Math.multiplyExact(frequency.amount(), steps), 12));
    };
  }

  private BigDecimal distance(long unit, long steps) {
    return BigDecimal.valueOf(Math.multiplyExact(unit, frequency.amount()))
        .multiply(BigDecimal.valueOf(steps));
  }

  /**
   * How many steps a time is after another one; empty where that is no whole number. Of months and
   * years the day does not count: the last working day of a month is its value's as the last day
   * is.
   */
  public OptionalLong steps(BigDecimal from, BigDecimal to) {
    return switch (frequency.unit()) {
      case STEP -> exact(from, to, whole(to.subtract(from), 1));
      case SECOND, MINUTE, HOUR, DAY, WEEK ->
          exact(from, to, whole(to.subtract(from), frequency.unit().seconds()));
      case MONTH -> wholeMonths(from, to, frequency.amount());
      case YEAR -> wholeMonths(from, to, 12 * frequency.amount());
    };
  }

  private OptionalLong exact(BigDecimal from, BigDecimal to, long steps) {
    return plus(from, steps).compareTo(to) == 0 ? OptionalLong.of(steps) : OptionalLong.empty();
  }

  private static OptionalLong wholeMonths(BigDecimal from, BigDecimal to, long each) {
    long months = months(from, to);
    return months % each == 0 ? OptionalLong.of(months / each) : OptionalLong.empty();
  }

  /**
   * A time in ISO 8601: a date where the frequency is a day or more and it is midnight. A plain
   * number stays one.
   */
  public String text(BigDecimal time) {
    if (frequency.unit() == Frequency.Unit.STEP) {
      return time.stripTrailingZeros().toPlainString();
    }
    LocalDateTime local = local(time);
    boolean isDate =
        switch (frequency.unit()) {
          case DAY, WEEK, MONTH, YEAR -> local.toLocalTime().equals(LocalTime.MIDNIGHT);
          case STEP, SECOND, MINUTE, HOUR -> false;
        };
    return isDate
        ? local.toLocalDate().toString()
        : local.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
  }

  private long whole(BigDecimal distance, long unit) {
    return distance.divide(distance(unit, 1), 0, RoundingMode.DOWN).longValueExact();
  }

  private static BigDecimal plusMonths(BigDecimal from, long months) {
    LocalDateTime start = local(from);
    LocalDateTime moved = start.plusMonths(months);
    return seconds(
        isLastOfMonth(start) ? moved.withDayOfMonth(moved.toLocalDate().lengthOfMonth()) : moved);
  }

  /** Months between the months of two times, whatever their days. */
  static long months(BigDecimal from, BigDecimal to) {
    return ChronoUnit.MONTHS.between(
        local(from).toLocalDate().withDayOfMonth(1), local(to).toLocalDate().withDayOfMonth(1));
  }

  private static boolean isLastOfMonth(LocalDateTime time) {
    return time.getDayOfMonth() == time.toLocalDate().lengthOfMonth();
  }

  private static LocalDateTime local(BigDecimal time) {
    long seconds = time.setScale(0, RoundingMode.FLOOR).longValueExact();
    int nanos = time.subtract(BigDecimal.valueOf(seconds)).movePointRight(9).intValue();
    return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
  }

  private static BigDecimal seconds(LocalDateTime time) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return BigDecimal.valueOf(instant.getEpochSecond())
        .add(BigDecimal.valueOf(instant.getNano(), 9));
  }

  /**
   * The frequency at which two times follow each other, by the calendar.
   *
   * @return null where they are whole months apart neither from day to day nor, but for some days
   *     without work, from beginning to beginning or end to end
   */
  public static Frequency calendar(BigDecimal from, BigDecimal to) {
    long months = months(from, to);
    if (months < 1 || !(plusMonths(from, months).compareTo(to) == 0 || sameEnds(from, to))) {
      return null;
    }
    return months % 12 == 0
        ? new Frequency(months / 12, Frequency.Unit.YEAR)
        : new Frequency(months, Frequency.Unit.MONTH);
  }

  /** Whether both are among the first days of their months, or both among the last. */
  private static boolean sameEnds(BigDecimal from, BigDecimal to) {
    LocalDateTime a = local(from);
    LocalDateTime b = local(to);
    return (a.getDayOfMonth() <= EDGE && b.getDayOfMonth() <= EDGE)
        || (daysLeft(a) < EDGE && daysLeft(b) < EDGE);
  }

  private static int daysLeft(LocalDateTime time) {
    return time.toLocalDate().lengthOfMonth() - time.getDayOfMonth();
  }

  /** The frequency at which times are some seconds apart, in the largest unit. */
  public static Frequency ofSeconds(long seconds) {
    for (Frequency.Unit unit :
        new Frequency.Unit[] {
          Frequency.Unit.WEEK, Frequency.Unit.DAY, Frequency.Unit.HOUR, Frequency.Unit.MINUTE
        }) {
      if (seconds % unit.seconds() == 0 && (unit != Frequency.Unit.WEEK || seconds == 7 * DAY)) {
        return new Frequency(seconds / unit.seconds(), unit);
      }
    }
    return new Frequency(seconds, Frequency.Unit.SECOND);
  }
}
