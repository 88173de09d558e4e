package org.ravel.error;

/** A training that cannot go on, such as one whose loss is no longer a number. */
public sealed class TrainingException extends RavelException permits DivergenceException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, its value, the rule and the remedy. */
  public TrainingException(String message) {
    this(message, null);
  }

  /** The same, with the failure underneath. */
  public TrainingException(String message, Throwable cause) {
    super(ExitCode.FAILURE, message, cause);
  }
}
