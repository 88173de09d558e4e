package org.ravel.series.reading;

import java.io.Serializable;

/** Says which values of a series are training, validation and test, and how they are scaled. */
@FunctionalInterface
public interface SeriesDivision extends Serializable {

  /**
   * Puts a series on the grid and divides it.
   *
   * @throws MalformedSeries if it cannot be forecast or learned from
   */
  FittedSeries fit(ReadSeries read) throws MalformedSeries;
}
