package org.ravel.config;

import org.ravel.error.ConfigurationException;

/** A setting whose value has the wrong type or breaks a rule. */
final class SettingException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  private final String key;

  SettingException(String key, String message) {
    super(message);
    this.key = key;
  }

  /** The setting; {@code retraining.gate.rules[1].metric} within a list. */
  String key() {
    return key;
  }
}
