package org.ravel.pipeline;

import java.io.PrintWriter;

/**
 * What a command tells while it works: lines, and on a terminal a live line below them that is
 * rewritten in place.
 */
public final class LiveConsole {
  private static final String ERASE = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private boolean lineIsOpen;

  /**
   * A console.
   *
   * @param terminal whether lines can be rewritten
   */
  public LiveConsole(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** The process's console. */
  @SuppressWarnings("SystemConsoleNull") // on Java 17 there is no console without a terminal
  public static LiveConsole on(PrintWriter err) {
    return new LiveConsole(err, System.console() != null);
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Prints a line, in place of a live one. */
  public synchronized void tell(String line) {
    erase();
    err.println(line);
    err.flush();
  }

  /** Shows a live line, in place of the one before. */
  synchronized void live(String line) {
    err.print(ERASE + line);
    err.flush();
    lineIsOpen = true;
  }

  /** Removes the live line. */
  synchronized void erase() {
    if (lineIsOpen) {
      err.print(ERASE);
      err.flush();
      lineIsOpen = false;
    }
  }

  /** Leaves the live line as it is; what follows goes below it. */
  synchronized void settle() {
    if (lineIsOpen) {
      err.println();
      lineIsOpen = false;
    }
  }
}
