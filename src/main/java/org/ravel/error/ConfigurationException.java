package org.ravel.error;

/** A wrong command line or configuration. */
public class ConfigurationException extends RavelException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, its value, the rule and the remedy. */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /** The same, with the failure underneath. */
  public ConfigurationException(String message, Throwable cause) {
    super(ExitCode.USAGE, message, cause);
  }
}
