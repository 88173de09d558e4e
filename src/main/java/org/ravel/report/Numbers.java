package org.ravel.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String UNKNOWN = "–";

  private Numbers() {}

  /** About four digits. */
  static String decimal(Double value) {
    if (value == null) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    int places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return signed(format("%,." + places + "f", value));
  }

  /** Four significant digits, or all before the point: for numbers of any size. */
  static String significant(Double value) {
    if (value == null) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      return signed(format("%,.0f", value));
    }
    if (size < 1e-4 && size > 0) {
      return signed(format("%.3e", value));
    }
    int places = size == 0 ? 0 : 3 - (int) Math.floor(Math.log10(size));
    return signed(format("%." + places + "f", value));
  }

  /** With its sign, in thousandths. */
  static String difference(Double value) {
    return value == null ? UNKNOWN : signed(format("%+.3f", value));
  }

  static String percent(Double share) {
    return share == null ? UNKNOWN : format("%.2f %%", 100 * share);
  }

  /** Words at the beginning of a line; a name such as chrF stays as it is written. */
  static String capitalised(String words) {
    String first = words.split(" ", 2)[0];
    if (!first.equals(first.toLowerCase(Locale.ROOT))) {
      return words;
    }
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String count(long number) {
    return format("%,d", number);
  }

  /** A ratio near 1, for which thousandths are coarse. */
  static String ratio(Double value) {
    return value == null ? UNKNOWN : format(value < 10 ? "%.4f" : "%,.1f", value);
  }

  /** In seconds, or minutes and hours where it takes so long. */
  static String duration(Double seconds) {
    if (seconds == null) {
      return UNKNOWN;
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return format("%.1f s", seconds);
    }
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }

  /** An instant in ISO 8601; what is none as it is. */
  static String time(String instant) {
    if (instant == null) {
      return UNKNOWN;
    }
    try {
      return TIME.format(Instant.parse(instant));
    } catch (DateTimeException e) {
      return instant;
    }
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** With a true minus. */
  private static String signed(String number) {
    return number.replace('-', '−');
  }
}
