package org.ravel.plot;

import java.util.List;

/**
 * An axis. It covers what the marks need, unless bounds are set.
 *
 * @param title with the unit, such as {@code loss, nats per token}
 * @param kind how values become places
 * @param least where it begins; null to begin where the marks do
 * @param most where it ends; null to end where the marks do
 * @param categories names of the values 0, 1, …; empty for numbers
 */
public record Axis(String title, Kind kind, Double least, Double most, List<String> categories) {
  public Axis {
    categories = List.copyOf(categories);
  }

  /** How values become places. */
  public enum Kind {
    LINEAR,
    /** Values that are not positive are not drawn. */
    LOGARITHMIC,
    CATEGORIES
  }

  public static Axis linear(String title) {
    return new Axis(title, Kind.LINEAR, null, null, List.of());
  }

  public static Axis logarithmic(String title) {
    return new Axis(title, Kind.LOGARITHMIC, null, null, List.of());
  }

  /** An axis of names; marks refer to them by 0, 1, … */
  public static Axis categories(String title, List<String> names) {
    return new Axis(title, Kind.CATEGORIES, null, null, names);
  }

  /** Whether its values are names. */
  boolean isOfCategories() {
    return kind == Kind.CATEGORIES;
  }

  /** With a beginning, whatever the marks need. */
  public Axis from(double value) {
    return new Axis(title, kind, value, most, categories);
  }

  /** With an end, whatever the marks need; what is beyond it is cut off. */
  public Axis upTo(double value) {
    return new Axis(title, kind, least, value, categories);
  }

  /**
   * The scale that puts values into pixels.
   *
   * @param from pixel of the lowest value
   * @param to pixel of the highest value
   * @param ticks the scale's ends are moved to round values, as far as no bound is set, with so
   *     many ticks at most; 0 leaves the ends where the marks end
   */
  Scale scale(Iterable<Double> values, double from, double to, int ticks) {
    return switch (kind) {
      case LINEAR -> LinearScale.of(Domain.linear(values, least, most, ticks), from, to);
      case LOGARITHMIC -> LogScale.of(Domain.logarithmic(values, least, most), from, to);
      case CATEGORIES -> new CategoryScale(categories, from, to);
    };
  }
}
