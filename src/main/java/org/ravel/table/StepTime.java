package org.ravel.table;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * The time of a step: a number, or a month, date or timestamp of ISO 8601. One without an offset is
 * taken as of UTC.
 *
 * @param value a number, or seconds since 1970
 * @param isDate whether it is of a calendar
 */
public record StepTime(BigDecimal value, boolean isDate) {
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d\\d");

  /** Reads a cell; null if it holds no time. */
  public static StepTime of(Object cell) {
    if (cell instanceof Timestamp stamp) {
      return of(stamp.toInstant());
    } else if (cell instanceof Instant instant) {
      return of(instant);
    } else if (cell instanceof LocalDateTime local) {
      return of(local.toInstant(ZoneOffset.UTC));
    } else if (cell instanceof Date date) {
      return of(date.toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC));
    } else if (cell instanceof LocalDate date) {
      return of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return cell instanceof Number || cell instanceof String
        ? parsed(String.valueOf(cell).strip())
        : null;
  }

  private static StepTime of(Instant instant) {
    return new StepTime(
        BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9)),
        true);
  }

  private static StepTime parsed(String text) {
    try {
      return new StepTime(new BigDecimal(text), false);
    } catch (NumberFormatException e) {
      // A date, or no time at all.
    }
    try {
      if (MONTH.matcher(text).matches()) {
        return of(YearMonth.parse(text).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      if (text.length() <= 10) {
        return of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      String iso = text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
      boolean offset = iso.matches(".*(Z|[-+]\\d\\d(:\\d\\d){0,2})$") && iso.indexOf(':') > 0;
      return of(
          offset
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
