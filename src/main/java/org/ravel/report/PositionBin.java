package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ravel.plot.Interval;
import org.ravel.plot.Point;

/**
 * Neighbouring positions of the sequences.
 *
 * @param middle of the positions
 * @param mean loss, in nats per token; not a number if a loss is not known
 * @param standardError of the mean; not a number if it is not known
 */
record PositionBin(double middle, double mean, double standardError) {
  /**
   * Positions are joined up to this part of the way from the beginning: the first ones, where the
   * loss changes, are apart, and the later ones, where it hardly does, are not many times noise.
   */
  private static final int PART = 8;

  static List<PositionBin> of(List<Figures.Position> positions) {
    List<PositionBin> bins = new ArrayList<>();
    int from = 0;
    while (from < positions.size()) {
      int to = Math.min(positions.size(), from + Math.max(1, from / PART));
      bins.add(joined(positions.subList(from, to)));
      from = to;
    }
    return bins;
  }

  /** The mean over all targets; each position's targets are a sample of their own. */
  private static PositionBin joined(List<Figures.Position> positions) {
    double targets = positions.stream().mapToLong(Figures.Position::targets).sum();
    double nats = positions.stream().mapToDouble(each -> number(each.totalNats())).sum();
    double variance =
        positions.stream()
            .mapToDouble(each -> Math.pow(each.targets() * number(each.standardError()), 2))
            .sum();
    double middle = positions.stream().mapToInt(Figures.Position::position).average().orElseThrow();
    return new PositionBin(middle, nats / targets, Math.sqrt(variance) / targets);
  }

  private static double number(Double figure) {
    return Objects.requireNonNullElse(figure, Double.NaN);
  }

  Point point() {
    return new Point(middle, mean);
  }

  Interval interval(double standardErrors) {
    double distance = standardErrors * standardError;
    return new Interval(middle, mean - distance, mean + distance);
  }
}
