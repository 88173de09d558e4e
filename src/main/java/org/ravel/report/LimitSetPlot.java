package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.dynamics.LimitSet;
import org.ravel.dynamics.Portrait;
import org.ravel.plot.Point;

/** States behind long random strings, coloured by the last symbol. */
final class LimitSetPlot {
  private LimitSetPlot() {}

  /** A limit set in the plane of a portrait. */
  static DrawnPlot of(Portrait portrait, LimitSet set, String title, String note) {
    Map<Integer, List<Point>> groups = new LinkedHashMap<>();
    for (int i = 0; i < set.symbols().length; i++) {
      groups
          .computeIfAbsent(set.symbols()[i], any -> new ArrayList<>())
          .add(TrajectoryPlots.place(portrait.plane(), set.states()[i]));
    }
    return TrajectoryPlots.drawn(
        portrait.plane(),
        title,
        note,
        TrajectoryPlots.clouds(groups, symbol -> portrait.names().symbols().get(symbol)));
  }
}
