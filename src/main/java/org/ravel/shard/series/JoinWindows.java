package org.ravel.shard.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.ravel.sequence.Horizon;

/** Joins the windows of a series, which overlap, to the values of its training part. */
record JoinWindows(Horizon horizon) implements Function<Iterable<SeriesWindow>, double[]> {
  @Override
  public double[] call(Iterable<SeriesWindow> windows) {
    List<SeriesWindow> sorted = new ArrayList<>();
    windows.forEach(sorted::add);
    sorted.sort(Comparator.comparingLong(SeriesWindow::index));
    int features = horizon.width() - horizon.known();
    int steps = sorted.stream().mapToInt(SeriesWindow::origins).sum();
    double[] values = new double[(steps + horizon.context() - 1 + horizon.steps()) * features];
    int at = 0;
    for (SeriesWindow window : sorted) {
      System.arraycopy(window.values(), 0, values, at, window.values().length);
      at += window.origins() * features;
    }
    return values;
  }
}
