package org.ravel.series.reading;

import java.util.EnumMap;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesParts;
import org.ravel.series.SeriesTable;

/**
 * A series on its grid.
 *
 * @param numbers shape [values, width], in the units of the input; NaN where one is missing
 * @param parts what is training, validation and test
 * @param entry what is kept of it
 */
public record FittedSeries(double[] numbers, SeriesParts parts, SeriesTable.Entry entry) {

  /** How many windows each split has. */
  public Map<Split, Long> windows(Horizon horizon, int longest) {
    Map<Split, Long> windows = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      long count = parts.windows(split, horizon, longest).size();
      if (count > 0) {
        windows.put(split, count);
      }
    }
    return windows;
  }

  /** The scaled values of a window. */
  public Values.OfReals scaled(SeriesParts.Window window, SeriesTable table, int number) {
    int width = entry.scales().size();
    float[] scaled = new float[(window.end() - window.first()) * width];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = table.scaled(number, i % width, numbers[window.first() * width + i]);
    }
    return new Values.OfReals(width, scaled);
  }
}
