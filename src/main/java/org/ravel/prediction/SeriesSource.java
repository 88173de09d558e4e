package org.ravel.prediction;

import java.io.Serializable;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.series.KnownSeries;
import org.ravel.series.reading.SeriesEnds;

/**
 * Finds, on an executor, where series end that a model goes on with.
 *
 * @param known the series that it was trained on
 * @param scaling of its training
 * @param longest values that are read of a series, at most
 */
record SeriesSource(KnownSeries known, ScalingRule scaling, int longest) implements Serializable {

  SeriesEnds ends() {
    return new SeriesEnds(known.horizon(), known.table(), scaling, longest);
  }
}
