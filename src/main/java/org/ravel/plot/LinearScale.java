package org.ravel.plot;

import java.util.List;
import org.ravel.plot.Ticks.Tick;

/** Equal differences are equally far apart. */
record LinearScale(double low, double high, double from, double to) implements Scale {
  static LinearScale of(Domain domain, double from, double to) {
    return new LinearScale(domain.low(), domain.high(), from, to);
  }

  @Override
  public double position(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  @Override
  public List<Tick> ticks(int most) {
    return Ticks.linear(low, high, most);
  }
}
