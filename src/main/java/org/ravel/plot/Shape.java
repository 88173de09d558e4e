package org.ravel.plot;

/** What a point looks like, so that colour is not all that tells groups apart. */
public enum Shape {
  CIRCLE,
  DIAMOND,
  SQUARE,
  TRIANGLE,
  CROSS
}
