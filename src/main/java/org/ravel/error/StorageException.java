package org.ravel.error;

/** Storage that refuses: permission, quota, disk, an output that exists. */
public final class StorageException extends RavelException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, its value, the rule and the remedy. */
  public StorageException(String message) {
    this(message, null);
  }

  /** The same, with the failure underneath. */
  public StorageException(String message, Throwable cause) {
    super(ExitCode.STORAGE, message, cause);
  }
}
