package org.ravel.job;

import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.RavelException;
import org.ravel.spark.Sessions;
import org.ravel.storage.NameEncoding;
import picocli.CommandLine;

/** The entry point. */
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
    CommandLine command = RavelCommand.commandLine();
    Console console = Console.of(command, System.out, System.err);
    int status = execute(command, arguments);
    leaveTranscript(console, command, status);
    if (status != ExitCode.DONE.number()) {
      if (Sessions.isKnownToYarn()) {
        throw new SparkUserAppException(status);
      }
      Exit.with(status);
    }
  }

  private static int execute(CommandLine command, String[] arguments) {
    try {
      NameEncoding.requireRead(List.of(arguments));
    } catch (ConfigurationException e) {
      return Failures.report(e, command, null);
    }
    return command.execute(arguments);
  }

  /** The command has ended as it has: whether the client hears of it changes nothing. */
  private static void leaveTranscript(Console console, CommandLine command, int status) {
    try {
      console.transcript(status).leave(new SparkConf());
    } catch (RavelException e) {
      command
          .getErr()
          .println("the waiting client will not see what was printed: " + e.getMessage());
    }
  }
}
