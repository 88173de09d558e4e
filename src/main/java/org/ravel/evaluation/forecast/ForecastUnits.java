package org.ravel.evaluation.forecast;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.series.SeriesTable;

/**
 * What the scaled values of series mean.
 *
 * @param units by series, and by column that is forecast
 */
public record ForecastUnits(List<ForecastUnit> units) implements Serializable {
  public ForecastUnits {
    units = List.copyOf(units);
  }

  /** Those of series, as they are kept with their shards. */
  public static ForecastUnits of(SeriesTable table) {
    SeriesTable.Header all = table.all();
    List<ForecastUnit> units = new ArrayList<>();
    for (SeriesTable.Entry series : table.series()) {
      for (int feature = 0; feature < all.forecast(); feature++) {
        SeriesTable.Scale scale = series.scales().get(feature);
        Double error = series.seasonalErrors().get(feature);
        units.add(
            new ForecastUnit(
                all.forecast() == 1
                    ? series.name()
                    : "%s: %s".formatted(series.name(), all.columns().get(feature)),
                scale.shift(),
                scale.factor(),
                all.transform() == Transform.LOG,
                error == null ? Double.NaN : error));
      }
    }
    return new ForecastUnits(units);
  }
}
