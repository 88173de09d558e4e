package org.ravel.series.reading;

import java.math.BigDecimal;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesTable;

/**
 * The last values of a series, and room for those to be forecast.
 *
 * @param series a table of it alone
 * @param number among those that the model was trained on, or {@link
 *     org.ravel.sequence.SeriesSteps#UNKNOWN}
 * @param window what is read; behind it, what is known of the future
 * @param last the time of the last value that is read
 */
public record SeriesEnd(SeriesTable series, int number, Values.OfReals window, BigDecimal last) {

  /** Its name. */
  public String name() {
    return series.series().get(0).name();
  }

  /** The time of a value that is forecast, from 1 step ahead on, as it is written. */
  public String time(int ahead) {
    return series.grid().text(series.grid().plus(last, ahead));
  }
}
