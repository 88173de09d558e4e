package org.ravel.pipeline;

import java.util.function.Supplier;

/** Progress on a console: often on a terminal, now and then in a log. */
final class LiveLine {
  private static final double SECONDS_BETWEEN_LOG_LINES = 10;
  private static final double SECONDS_BETWEEN_REWRITES = 0.1;

  private final LiveConsole console;
  private final double pause;
  private double lastPrinted;

  /**
   * A line.
   *
   * @param lastPrinted seconds on the clock of {@link #show}: from then on the log is quiet for a
   *     while
   */
  LiveLine(LiveConsole console, double lastPrinted) {
    this.console = console;
    this.pause = console.isTerminal() ? SECONDS_BETWEEN_REWRITES : SECONDS_BETWEEN_LOG_LINES;
    this.lastPrinted = lastPrinted;
  }

  /** Shows the state at a time in seconds, if it is time to show one. */
  void show(double seconds, Supplier<String> line) {
    if (seconds - lastPrinted < pause) {
      return;
    }
    lastPrinted = seconds;
    if (console.isTerminal()) {
      console.live(line.get());
    } else {
      console.tell(line.get());
    }
  }
}
