package org.ravel.error;

/** A training in which a loss or a parameter is no finite number any more. */
public final class DivergenceException extends TrainingException {
  private static final long serialVersionUID = 1L;

  private final long round;
  private final double epoch;

  /**
   * Says what is wrong, its value, the rule and the remedy.
   *
   * @param round in which it happened
   * @param epoch passes done then, a fraction
   */
  public DivergenceException(String message, long round, double epoch) {
    super(message);
    this.round = round;
    this.epoch = epoch;
  }

  /** The round in which it happened. */
  public long round() {
    return round;
  }

  /** Passes done then, a fraction. */
  public double epoch() {
    return epoch;
  }
}
