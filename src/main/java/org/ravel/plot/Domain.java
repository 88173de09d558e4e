package org.ravel.plot;

/** The values that a scale covers; {@code low} is below {@code high}. */
record Domain(double low, double high) {
  /** Differences of smaller numbers are finite, too. */
  private static final double LARGEST = 1e300;

  private static final double SMALLEST = 1e-290;

  /** Values nearer to each other than this, relative to their size, are drawn as equal. */
  private static final double RESOLUTION = 1e-6;

  /** Whether a value can be drawn: not NaN, not infinite, not near the end of what doubles hold. */
  static boolean holds(double value) {
    return Math.abs(value) < LARGEST;
  }

  /**
   * The values' range, made wider where it has no width.
   *
   * @param least its low end; null for the lowest value
   * @param most its high end; null for the highest value
   * @param ticks see {@link Axis#scale}
   */
  static Domain linear(Iterable<Double> values, Double least, Double most, int ticks) {
    Domain domain = of(values, -LARGEST, least, most);
    double size = Math.max(Math.abs(domain.low), Math.abs(domain.high));
    double span = domain.high - domain.low;
    if (!(span > Math.max(RESOLUTION * size, SMALLEST))) {
      double room = size > SMALLEST ? 0.05 * size : 1;
      domain = around(domain.low, room, least, most);
    }
    return ticks == 0 ? domain : domain.rounded(least == null, most == null, ticks);
  }

  private static Domain around(double value, double room, Double least, Double most) {
    if (least != null) {
      return new Domain(least, least + room);
    }
    return most != null ? new Domain(most - room, most) : new Domain(value - room, value + room);
  }

  /** The positive values' range, made wider where it has no width. */
  static Domain logarithmic(Iterable<Double> values, Double least, Double most) {
    Domain domain = of(values, SMALLEST, least, most);
    boolean positive = domain.low > 0 && domain.high > 0;
    if (!positive) {
      return new Domain(1, 10);
    }
    return domain.high > domain.low * (1 + RESOLUTION)
        ? domain
        : new Domain(domain.low / 2, domain.low * 2);
  }

  private static Domain of(Iterable<Double> values, double above, Double least, Double most) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (holds(value) && value > above) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      low = 0;
      high = 0;
    }
    return new Domain(least == null ? low : least, most == null ? high : most);
  }

  /** At multiples of the step that its own ticks have, of which there are at least two. */
  private Domain rounded(boolean roundLow, boolean roundHigh, int ticks) {
    int most = Math.max(2, ticks);
    Domain domain = this;
    double step = 0;
    // The step grows until it divides the range that it was rounded to.
    while (step < Ticks.step(domain.high - domain.low, most)) {
      step = Ticks.step(domain.high - domain.low, most);
      domain =
          new Domain(
              roundLow ? Math.floor(low / step) * step : low,
              roundHigh ? Math.ceil(high / step) * step : high);
    }
    return domain;
  }
}
