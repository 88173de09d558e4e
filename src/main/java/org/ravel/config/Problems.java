package org.ravel.config;

import java.util.ArrayList;
import java.util.List;
import org.ravel.error.ConfigurationException;

/** All that is wrong with a configuration, told at once. */
final class Problems {
  private final List<String> messages = new ArrayList<>();
  private ConfigurationException first;

  void add(String message) {
    add(new ConfigurationException(message));
  }

  void add(ConfigurationException problem) {
    first = first == null ? problem : first;
    messages.add(problem.getMessage());
  }

  /**
   * Refuses the configuration.
   *
   * @throws ConfigurationException if anything is wrong
   */
  void throwIfAny() {
    if (messages.size() == 1) {
      throw first;
    }
    if (messages.size() > 1) {
      throw new ConfigurationException(
          "%d things are wrong with the configuration:%n  %s"
              .formatted(messages.size(), String.join(System.lineSeparator() + "  ", messages)),
          first);
    }
  }
}
