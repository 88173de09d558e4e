package org.ravel.error;

/**
 * A failure whose message is written for the user: it is printed without a stack trace, and its
 * {@link #exitCode()} ends the process.
 */
public abstract class RavelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  RavelException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code of a process that ends with this failure. */
  public final ExitCode exitCode() {
    return exitCode;
  }
}
