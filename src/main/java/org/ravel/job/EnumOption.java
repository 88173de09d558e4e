package org.ravel.job;

import org.ravel.config.ConfigNames;
import org.ravel.error.ConfigurationException;

/** An option whose value is one of some words. */
final class EnumOption {
  private EnumOption() {}

  /**
   * The constant that a word names.
   *
   * @param option its name, for the message
   * @throws ConfigurationException if there is no such constant
   */
  static <E extends Enum<E>> E parse(String option, Class<E> type, String word) {
    return ConfigNames.find(type, word)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "%s is %s but must be %s".formatted(option, word, ConfigNames.choices(type))));
  }
}
