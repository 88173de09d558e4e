package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.ravel.plot.Point;

/** The losses of many updates as their means over tenths of an epoch. */
final class LossMeans {
  private static final int PER_EPOCH = 10;

  private final List<Point> points = new ArrayList<>();
  private double nats;
  private long targets;
  private long tenth;

  /**
   * Adds some updates, which follow those before.
   *
   * @param epochs done after them
   * @param loss nats, summed over the targets
   */
  void add(double epochs, double loss, long number) {
    nats += loss;
    targets += number;
    // A step's share of an epoch is no finite decimal.
    long now = (long) (epochs * PER_EPOCH + 1e-6);
    if (now > tenth) {
      points.add(new Point(epochs, nats / targets));
      nats = 0;
      targets = 0;
      tenth = now;
    }
  }

  List<Point> points() {
    return List.copyOf(points);
  }
}
