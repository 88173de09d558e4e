package org.ravel.series.reading;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.ravel.config.Frequency;
import org.ravel.series.TimeGrid;

/**
 * A series as its rows say.
 *
 * @param name of the series
 * @param times ascending, all different
 * @param calendar whether they are of a calendar, and no plain numbers
 * @param width numbers at each time
 * @param numbers shape [times, width]; NaN where one is missing
 */
public record ReadSeries(
    String name, List<BigDecimal> times, boolean calendar, int width, double[] numbers)
    implements Serializable {

  /** With a value for each time of a grid from the first to the last; NaN where none was read. */
  public double[] on(TimeGrid grid) throws MalformedSeries {
    if (calendar == (grid.frequency().unit() == Frequency.Unit.STEP)) {
      throw new MalformedSeries(
          "has %s in its time column, which are no multiples of %s; set forecasting.frequency"
              .formatted(calendar ? "timestamps" : "plain numbers", grid.frequency()));
    }
    BigDecimal first = times.get(0);
    double[] all = new double[Math.multiplyExact(steps(grid, times.size() - 1) + 1, width)];
    Arrays.fill(all, Double.NaN);
    long before = -1;
    for (int i = 0; i < times.size(); i++) {
      OptionalLong step = grid.steps(first, times.get(i));
      if (step.isEmpty()) {
        throw offGrid(grid, i);
      }
      if (step.getAsLong() == before) {
        throw new MalformedSeries(
            "has the times %s and %s, which are not %s apart; take one of them out, or set forecasting.frequency"
                .formatted(shown(times.get(i - 1)), shown(times.get(i)), grid.frequency()));
      }
      before = step.getAsLong();
      System.arraycopy(numbers, i * width, all, Math.toIntExact(step.getAsLong()) * width, width);
    }
    return all;
  }

  private int steps(TimeGrid grid, int i) throws MalformedSeries {
    OptionalLong steps = grid.steps(times.get(0), times.get(i));
    if (steps.isEmpty()) {
      throw offGrid(grid, i);
    }
    // Most times between the first and the last are there, or it is another frequency.
    if (steps.getAsLong() >= 1L + 100L * times.size()) {
      throw new MalformedSeries(
          "has %,d times, but %,d from %s to %s at a distance of %s; set forecasting.frequency, or correct its times"
              .formatted(
                  times.size(),
                  steps.getAsLong() + 1,
                  grid.text(times.get(0)),
                  grid.text(times.get(i)),
                  grid.frequency()));
    }
    return Math.toIntExact(steps.getAsLong());
  }

  private MalformedSeries offGrid(TimeGrid grid, int i) {
    return new MalformedSeries(
        "has the time %s, which is no multiple of %s after its first one, %s; correct it, or set forecasting.frequency"
            .formatted(shown(times.get(i)), grid.frequency(), shown(times.get(0))));
  }

  private String shown(BigDecimal time) {
    return calendar
        ? new TimeGrid(TimeGrid.ofSeconds(1)).text(time)
        : time.stripTrailingZeros().toPlainString();
  }
}
