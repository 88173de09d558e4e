package org.ravel.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ravel.plot.Ticks.Tick;

/** Gives each name an equal part of the axis, and the value 0, 1, … in the middle of its part. */
record CategoryScale(List<String> names, double from, double to) implements Scale {
  @Override
  public double position(double value) {
    return from + (value + 0.5) / Math.max(1, names.size()) * (to - from);
  }

  /** The last name and, if there is no room for all, as many before it as fit at equal distance. */
  @Override
  public List<Tick> ticks(int most) {
    int stride = Math.max(1, (int) Math.ceil((double) names.size() / Math.max(1, most)));
    List<Tick> ticks = new ArrayList<>();
    for (int i = names.size() - 1; i >= 0; i -= stride) {
      ticks.add(new Tick(i, names.get(i)));
    }
    Collections.reverse(ticks);
    return ticks;
  }
}
