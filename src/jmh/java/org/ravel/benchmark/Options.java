package org.ravel.benchmark;

import java.util.List;

/** Settings of the benchmarks, which are system properties. */
final class Options {
  private Options() {}

  /**
   * A list with commas.
   *
   * @param standard what it is if it is not set
   */
  static List<String> list(String property, String standard) {
    return List.of(System.getProperty(property, standard).split(","));
  }
}
