package org.ravel.plot;

import java.util.List;
import org.ravel.plot.Ticks.Tick;

/** Equal ratios are equally far apart. */
record LogScale(double low, double high, double from, double to) implements Scale {
  static LogScale of(Domain domain, double from, double to) {
    return new LogScale(domain.low(), domain.high(), from, to);
  }

  @Override
  public double position(double value) {
    return value > 0
        ? from + Math.log(value / low) / Math.log(high / low) * (to - from)
        : Double.NaN;
  }

  @Override
  public List<Tick> ticks(int most) {
    return Ticks.logarithmic(low, high, most);
  }
}
