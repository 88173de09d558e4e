package org.ravel.evaluation.forecast;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;

/**
 * Makes the tallies of forecasts.
 *
 * @param units by series, and by column that is forecast
 * @param fitted models that the one measured is held against
 */
public record ForecastTallies(
    Horizon horizon, Broadcast<ForecastUnits> units, FittedForecasts fitted)
    implements TallySource<ForecastSums> {

  @Override
  public ForecastTally begin(List<Example> block) {
    return new ForecastTally(horizon, units.value().units(), fitted.open());
  }
}
