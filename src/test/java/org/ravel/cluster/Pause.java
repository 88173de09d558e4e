package org.ravel.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a state that can be seen. */
final class Pause {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Pause() {}

  /**
   * Waits for a state.
   *
   * @throws AssertionError if it does not come, or something else ends first
   */
  static void until(String what, BooleanSupplier state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!state.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s did not happen in %s".formatted(what, PATIENCE));
      }
      briefly();
    }
  }

  static void briefly() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
