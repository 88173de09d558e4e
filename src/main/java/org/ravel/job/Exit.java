package org.ravel.job;

/** The only place that ends the process. */
final class Exit {
  private Exit() {}

  /** Ends the process, after what is registered for its end was done. */
  static void with(int status) {
    // the one exit
    System.exit(status);
    // end of the one exit
  }
}
