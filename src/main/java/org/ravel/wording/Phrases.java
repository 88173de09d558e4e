package org.ravel.wording;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of messages, the same in every locale. */
public final class Phrases {
  private static final int MOST_NAMED = 3;

  private Phrases() {}

  /** {@code "1 file"} or {@code "1,200 files"}: a noun whose plural ends with an s. */
  public static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** A number with what is counted, and perhaps its verb, in the right number. */
  public static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  /** {@code "a, b, c"}; of many items the first, and how many more there are. */
  public static String list(Collection<?> items) {
    String first =
        items.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = items.size() - MOST_NAMED;
    return more > 0 ? "%s and %,d more".formatted(first, more) : first;
  }

  /** Seconds as {@code 0:05}, or with hours as {@code 1:00:05}. */
  public static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  /**
   * Text from data, for a terminal: what no terminal shows, or what would steer it, as its code
   * point.
   */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (isShown(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append(String.format(Locale.ROOT, "U+%04X", point));
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
