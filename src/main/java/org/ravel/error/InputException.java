package org.ravel.error;

/** Input data that is missing, empty, malformed, or does not belong together. */
public class InputException extends RavelException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, its value, the rule and the remedy. */
  public InputException(String message) {
    this(message, null);
  }

  /** The same, with the failure underneath. */
  public InputException(String message, Throwable cause) {
    super(ExitCode.INPUT, message, cause);
  }
}
