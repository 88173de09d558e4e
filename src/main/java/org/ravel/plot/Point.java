package org.ravel.plot;

/** A place in the units of the axes; where one of the two is not finite, nothing is drawn. */
public record Point(double x, double y) {
  boolean isDrawable() {
    return Domain.holds(x) && Domain.holds(y);
  }
}
