package org.ravel.evaluation.forecast;

import java.io.Serializable;
import java.util.List;

/**
 * What the scaled values of series mean.
 *
 * @param units by series, and by column that is forecast
 */
public record ForecastUnits(List<ForecastUnit> units) implements Serializable {
  public ForecastUnits {
    units = List.copyOf(units);
  }
}
