package org.ravel.pipeline;

import org.ravel.error.ConfigurationException;

/**
 * A run's name, which the scheduler gives: the same one for each attempt at the same run.
 *
 * @param value the name of its folder
 */
public record RunId(String value) {
  private static final String RULE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /**
   * Checks it.
   *
   * @throws ConfigurationException if no run can be called so
   */
  public RunId {
    // The folder of the runs holds a page of HTML beside them.
    if (!value.matches(RULE) || value.endsWith(".html")) {
      throw new ConfigurationException(
          "--run-id is \"%s\" but must be 1 to 64 letters, digits, dots, underscores or hyphens, with a letter or digit first and not .html at the end; give one such as 2026-11-20"
              .formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
