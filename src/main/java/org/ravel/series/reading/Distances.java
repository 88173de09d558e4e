package org.ravel.series.reading;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ravel.config.Frequency;
import org.ravel.series.TimeGrid;

/** How often times that follow each other are how far apart. */
public final class Distances implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<Frequency, Long> counts = new HashMap<>();

  /** Takes a series: whole months count as such, and by their seconds too. */
  public void add(ReadSeries series) {
    for (int i = 1; i < series.times().size(); i++) {
      BigDecimal from = series.times().get(i - 1);
      BigDecimal to = series.times().get(i);
      BigDecimal distance = to.subtract(from).stripTrailingZeros();
      if (distance.scale() <= 0) {
        count(
            series.calendar()
                ? TimeGrid.ofSeconds(distance.longValueExact())
                : new Frequency(distance.longValueExact(), Frequency.Unit.STEP));
      }
      Frequency calendar = series.calendar() ? TimeGrid.calendar(from, to) : null;
      if (calendar != null) {
        count(calendar);
      }
    }
  }

  private void count(Frequency frequency) {
    counts.merge(frequency, 1L, Long::sum);
  }

  /** Takes those of other series. */
  public Distances add(Distances other) {
    other.counts.forEach((frequency, count) -> counts.merge(frequency, count, Long::sum));
    return this;
  }

  /**
   * The most frequent one; of equally frequent ones months or years, and then the shortest. Empty
   * where no series has two times, or none are whole seconds or numbers apart.
   */
  public Optional<Frequency> mostFrequent() {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Frequency, Long>comparingByValue()
                .thenComparing(entry -> isOfMonths(entry.getKey()))
                .thenComparing(entry -> -length(entry.getKey())))
        .map(Map.Entry::getKey);
  }

  private static boolean isOfMonths(Frequency frequency) {
    return switch (frequency.unit()) {
      case MONTH, YEAR -> true;
      case STEP, SECOND, MINUTE, HOUR, DAY, WEEK -> false;
    };
  }

  /** In months, in steps or in seconds: comparable among distances of one of these kinds. */
  private static long length(Frequency frequency) {
    return switch (frequency.unit()) {
      case MONTH, STEP -> frequency.amount();
      case YEAR -> frequency.amount() * 12;
      case SECOND, MINUTE, HOUR, DAY, WEEK -> frequency.amount() * frequency.unit().seconds();
    };
  }
}
