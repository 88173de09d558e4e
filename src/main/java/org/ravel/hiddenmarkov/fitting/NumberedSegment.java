package org.ravel.hiddenmarkov.fitting;

import java.io.Serializable;

/**
 * A segment and its number.
 *
 * @param <S> what it holds
 */
final class NumberedSegment<S> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final S values;

  NumberedSegment(int number, S values) {
    this.number = number;
    this.values = values;
  }

  int number() {
    return number;
  }

  S values() {
    return values;
  }
}
