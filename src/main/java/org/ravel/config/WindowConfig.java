package org.ravel.config;

/**
 * The steps that a network with {@code model.kind = window} sees at a time.
 *
 * @param before neighbours before the step
 * @param after neighbours after the step
 */
public record WindowConfig(int before, int after) {
  /** Far more than a network without recurrence can use. */
  private static final int MOST = 1000;

  public WindowConfig {
    Require.between(0, MOST, "model.window.before", before);
    Require.between(0, MOST, "model.window.after", after);
  }

  /** Steps side by side. */
  public int steps() {
    return before + 1 + after;
  }
}
