package org.ravel.evaluation.forecast;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.sequence.Horizon;

/** The first column of a window, to be looked at: no more of it than can be seen. */
record DrawnWindow(ForecastTally.Window window, boolean hasIntervals) {
  private static final int MOST = 150;
  private static final double LOW = 0.05;

  Forecasts.Window measures() {
    Horizon horizon = window.horizon();
    int first = horizon.context() - 1;
    int origins = Math.min(MOST, horizon.origins(window.values));
    return new Forecasts.Window(
        window.targets.example().index(),
        window.unit(0).name(),
        window.targets.example().text(2),
        IntStream.rangeClosed(Math.max(0, first - MOST + 1), first)
            .mapToObj(step -> window.value(step, 0))
            .toList(),
        IntStream.rangeClosed(1, Math.min(MOST, horizon.steps()))
            .mapToObj(ahead -> forecast(first, ahead))
            .toList(),
        IntStream.range(first, first + origins).mapToObj(origin -> forecast(origin, 1)).toList());
  }

  private Forecasts.Forecast forecast(int origin, int ahead) {
    DoubleUnaryOperator quantiles = window.quantiles(origin, ahead, 0);
    return new Forecasts.Forecast(
        window.value(origin + ahead, 0),
        window.mean(origin, ahead, 0),
        window.baselines(origin, 0)[WindowBaseline.NAIVE.place()][ahead - 1],
        hasIntervals ? quantiles.applyAsDouble(LOW) : Double.NaN,
        hasIntervals ? quantiles.applyAsDouble(1 - LOW) : Double.NaN);
  }
}
