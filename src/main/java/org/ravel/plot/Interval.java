package org.ravel.plot;

/** A piece of a band: from {@code low} to {@code high} at {@code x}. */
public record Interval(double x, double low, double high) {
  boolean isDrawable() {
    return Domain.holds(x) && Domain.holds(low) && Domain.holds(high);
  }
}
