package org.ravel.error;

/** A command that was asked to stop, and from whose last state the same command goes on. */
public final class StoppedException extends RavelException {
  private static final long serialVersionUID = 1L;

  /** Says where it stopped, and how to go on. */
  public StoppedException(String message) {
    super(ExitCode.TERMINATED, message, null);
  }
}
