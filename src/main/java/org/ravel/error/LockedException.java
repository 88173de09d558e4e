package org.ravel.error;

/** A lock that another process holds, or has taken over. */
public final class LockedException extends RavelException {
  private static final long serialVersionUID = 1L;

  /** Says who holds it, since when, and what to do. */
  public LockedException(String message) {
    super(ExitCode.LOCKED, message, null);
  }
}
