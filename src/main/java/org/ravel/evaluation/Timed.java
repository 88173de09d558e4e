package org.ravel.evaluation;

import java.util.function.Supplier;

/**
 * What was made, and how long it took.
 *
 * @param seconds wall time
 */
record Timed<T>(T value, double seconds) {

  static <T> Timed<T> of(Supplier<T> work) {
    long start = System.nanoTime();
    T value = work.get();
    return new Timed<>(value, (System.nanoTime() - start) / 1e9);
  }
}
