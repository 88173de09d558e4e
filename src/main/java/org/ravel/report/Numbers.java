package org.ravel.report;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {
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

  /** With its sign, in thousandths. */
  static String difference(Double value) {
    return value == null ? UNKNOWN : signed(format("%+.3f", value));
  }

  static String percent(Double share) {
    return share == null ? UNKNOWN : format("%.1f%%", 100 * share);
  }

  static String count(long number) {
    return format("%,d", number);
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** With a true minus. */
  private static String signed(String number) {
    return number.replace('-', '−');
  }
}
