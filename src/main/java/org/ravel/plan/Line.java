package org.ravel.plan;

/**
 * Seconds that grow with something.
 *
 * @param fixed seconds at none of it
 * @param slope seconds for each of it
 */
public record Line(double fixed, double slope) {

  /** The line through two measurements; it neither falls nor begins below zero. */
  static Line through(double x1, double seconds1, double x2, double seconds2) {
    double slope = x2 > x1 ? Math.max(0, (seconds2 - seconds1) / (x2 - x1)) : 0;
    return new Line(Math.max(0, seconds1 - slope * x1), slope);
  }

  double at(double x) {
    return fixed + slope * x;
  }

  Line plus(double moreFixed, double moreSlope) {
    return new Line(fixed + moreFixed, slope + moreSlope);
  }
}
