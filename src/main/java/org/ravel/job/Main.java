package org.ravel.job;

import java.util.Locale;
import org.ravel.error.ExitCode;

/** The entry point; the only place that ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Plots need no display, wherever the driver runs.
    System.setProperty("java.awt.headless", "true");
    // Numbers are written the same way everywhere.
    Locale.setDefault(Locale.ROOT);
    int status = RavelCommand.commandLine().execute(arguments);
    if (status != ExitCode.DONE.number()) {
      end(status);
    }
  }

  /** Ends the process; what is to be cleaned up at its end is. */
  static void end(int status) {
    // the one exit
    System.exit(status);
    // end of the one exit
  }
}
