package org.ravel.series.reading;

/** Says what is wrong with a series. */
public final class MalformedSeries extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSeries(String message) {
    super(message);
  }
}
