package org.ravel.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Round values on an axis, and how they are written. */
final class Ticks {
  /** Numbers from here on are written as a power of ten. */
  private static final double LARGE = 1e7;

  private static final double SMALL = 1e-5;

  private Ticks() {}

  /**
   * A value with a label.
   *
   * @param value in the axis's units
   */
  record Tick(double value, String label) {}

  /** The smallest of 1, 2 and 5 times a power of ten that divides a span into so many or fewer. */
  static double step(double span, int most) {
    double least = span / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      // Rounding must not turn 0.1 into 0.2.
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Multiples of a round step within a range, at most {@code most} steps of them. */
  static List<Tick> linear(double low, double high, int most) {
    double step = step(high - low, most);
    double slack = 1e-9 * (high - low);
    long first = (long) Math.ceil((low - slack) / step);
    long last = (long) Math.floor((high + slack) / step);
    double largest = Math.max(Math.abs(low), Math.abs(high));
    return LongStream.rangeClosed(first, last)
        .mapToObj(i -> new Tick(i * step, label(i * step, step, largest)))
        .toList();
  }

  /** Powers of ten, with 2 and 5 times of them where these are few; linear ones within a decade. */
  static List<Tick> logarithmic(double low, double high, int most) {
    double decades = Math.log10(high / low);
    if (decades < 1) {
      return linear(low, high, most);
    }
    int[] factors = decades * 3 <= most ? new int[] {1, 2, 5} : new int[] {1};
    int stride = (int) Math.max(1, Math.ceil(decades / most));
    List<Tick> ticks = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(low)), stride) * stride;
    for (int exponent = first; exponent <= Math.log10(high) + 1e-9; exponent += stride) {
      for (int factor : factors) {
        double value = factor * Math.pow(10, exponent);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
          ticks.add(new Tick(value, label(value, value, value)));
        }
      }
    }
    return ticks;
  }

  /** As many places as the step has, and a true minus. */
  private static String label(double value, double step, double largest) {
    int magnitude = (int) Math.floor(Math.log10(step) + 1e-9);
    String label;
    if (value == 0) {
      label = "0";
    } else if (largest >= LARGE || step < SMALL) {
      int places = Math.max(0, (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9) - magnitude);
      label = String.format(Locale.ROOT, "%." + places + "e", value);
      label = label.replaceFirst("e\\+?(-?)0*(\\d)", "e$1$2");
    } else {
      label = String.format(Locale.ROOT, "%,." + Math.max(0, -magnitude) + "f", value);
    }
    return label.replace('-', '−');
  }
}
