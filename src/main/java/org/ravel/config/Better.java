package org.ravel.config;

/** Which values of a figure are the good ones. */
public enum Better {
  /** As of a loss. */
  LOWER,
  /** As of an accuracy. */
  HIGHER;

  /** Whether a value is better than another. What is not a number is never better. */
  public boolean isBetter(double value, double other) {
    return switch (this) {
      case LOWER -> value < other;
      case HIGHER -> value > other;
    };
  }
}
