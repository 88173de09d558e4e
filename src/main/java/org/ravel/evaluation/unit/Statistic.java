package org.ravel.evaluation.unit;

/**
 * A figure as a function of sums: of what was counted on any units of data, added up. That is all a
 * bootstrap needs to know of it.
 */
public interface Statistic {

  /**
   * Its value.
   *
   * @param sums of all units, as {@link UnitMetrics} says
   */
  double of(double[] sums);
}
