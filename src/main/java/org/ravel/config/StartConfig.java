package org.ravel.config;

/**
 * The state of recurrent layers before the first step.
 *
 * @param learned whether its numbers are learned
 * @param value of all of them, before training where they are learned
 */
public record StartConfig(boolean learned, double value) {

  public StartConfig {
    Require.that(
        Float.isFinite((float) value),
        "model.start.value",
        value,
        "be a finite number of single precision");
  }

  /** Whether layers begin as they do without any setting. */
  public boolean isZero() {
    return !learned && value == 0;
  }
}
