package org.ravel.plan;

/**
 * Executors that train, on machines of their own.
 *
 * @param number of them
 * @param cores of each
 */
public record Executors(int number, int cores) {

  /** As many as give each worker a core. */
  static Executors forWorkers(int workers, int cores) {
    return new Executors((workers + cores - 1) / cores, cores);
  }

  /** Cores of all of them. */
  public int allCores() {
    return number * cores;
  }

  /** How many workers a core trains one after another, at most. */
  int waves(int workers) {
    return (workers + allCores() - 1) / allCores();
  }

  /** Cores of an executor that train at a time. */
  int busyCores(int workers) {
    return Math.min(cores, (workers + number - 1) / number);
  }
}
