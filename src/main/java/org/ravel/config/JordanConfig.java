package org.ravel.config;

/**
 * Settings of {@code cell = jordan}.
 *
 * @param outputs numbers that are fed back; null for as many as hidden units
 * @param hiddenFeedback whether hidden units see themselves as well
 */
public record JordanConfig(Integer outputs, boolean hiddenFeedback) {

  public JordanConfig {
    if (outputs != null) {
      Require.between(1, ModelConfig.MOST_UNITS, "model.jordan.outputs", outputs);
    }
  }
}
