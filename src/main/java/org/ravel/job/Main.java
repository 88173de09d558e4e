package org.ravel.job;

import java.util.Locale;
import org.apache.spark.SparkUserAppException;
import org.ravel.error.ExitCode;
import org.ravel.spark.Sessions;

/** The entry point; the only place that ends the process. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process.
   *
   * @throws SparkUserAppException instead of ending it where YARN's application master calls this,
   *     which ends with the status in it and tells YARN; of a process that just ends it would tell
   *     nothing but that
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    // Numbers are written the same way everywhere.
    Locale.setDefault(Locale.ROOT);
    int status = RavelCommand.commandLine().execute(arguments);
    if (status != ExitCode.DONE.number()) {
      if (Sessions.isKnownToYarn()) {
        throw new SparkUserAppException(status);
      }
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
