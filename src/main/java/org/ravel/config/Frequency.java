package org.ravel.config;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far two values of a series are apart.
 *
 * @param amount of units
 */
public record Frequency(long amount, Unit unit) implements Serializable {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) *([a-z]+)");

  private static final long MOST_OF_CALENDAR = 999_999_999;

  /** What the distance is measured in. */
  public enum Unit {
    /** Of times that are plain numbers. */
    STEP(0),
    SECOND(1),
    MINUTE(60),
    HOUR(3_600),
    DAY(86_400),
    WEEK(604_800),
    /** By the calendar. */
    MONTH(0),
    /** By the calendar. */
    YEAR(0);

    private final long seconds;

    Unit(long seconds) {
      this.seconds = seconds;
    }

    /** Its seconds; 0 where they are not always the same. */
    public long seconds() {
      return seconds;
    }
  }

  public Frequency {
    if (amount < 1) {
      throw new IllegalArgumentException("a distance of %d %ss".formatted(amount, unit));
    }
  }

  /** Reads such as {@code 30 minutes}; empty if it is no frequency. */
  public static Optional<Frequency> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) < 1) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    long amount = Long.parseLong(matcher.group(1));
    return Arrays.stream(Unit.values())
        .filter(unit -> name.equals(of(unit)) || name.equals(of(unit) + "s"))
        .filter(unit -> amount <= most(unit))
        .findFirst()
        .map(unit -> new Frequency(amount, unit));
  }

  /** Plain numbers may be nanoseconds; a distance of dates ends with the calendar. */
  private static long most(Unit unit) {
    return switch (unit) {
      case STEP -> Long.MAX_VALUE;
      case SECOND, MINUTE, HOUR, DAY, WEEK -> Long.MAX_VALUE / unit.seconds();
      case MONTH, YEAR -> MOST_OF_CALENDAR;
    };
  }

  private static String of(Unit unit) {
    return ConfigNames.of(unit);
  }

  /** What it can be measured in, for a message. */
  static String units() {
    return Arrays.stream(Unit.values()).map(Frequency::of).collect(Collectors.joining(", "));
  }

  /**
   * Values of the season that such values mostly have: those of a day below a day, of a week, or of
   * a year; 1 for none.
   */
  public int season() {
    return switch (unit) {
      case STEP, YEAR -> 1;
      case MONTH -> whole(12);
      case WEEK -> amount == 1 ? 52 : 1;
      case DAY -> whole(7);
      case SECOND, MINUTE, HOUR -> whole(Unit.DAY.seconds() / unit.seconds());
    };
  }

  /** How often it goes into a season; 1 where it does not. */
  private int whole(long units) {
    return units % amount == 0 ? (int) (units / amount) : 1;
  }

  @Override
  public String toString() {
    return "%d %s%s".formatted(amount, of(unit), amount == 1 ? "" : "s");
  }
}
