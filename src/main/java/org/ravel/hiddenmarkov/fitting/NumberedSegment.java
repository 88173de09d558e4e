package org.ravel.hiddenmarkov.fitting;

import java.io.Serializable;

/** A segment of a text and its number. */
final class NumberedSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final int[] tokens;

  NumberedSegment(int number, int[] tokens) {
    this.number = number;
    this.tokens = tokens;
  }

  int number() {
    return number;
  }

  int[] tokens() {
    return tokens;
  }
}
