package org.ravel.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ravel.testing.SparkFixture;
import picocli.CommandLine;

/**
 * A command line that was executed through the real parser.
 *
 * @param exitCode that the process would end with
 * @param out what was printed to standard output
 * @param err what was printed to standard error by the command itself
 */
record Execution(int exitCode, String out, String err) {
  private static final String ERROR = "error: ";

  static {
    // The master is the caller's choice; the commands read it from where spark-submit puts it.
    Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.ui.showConsoleProgress", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions", "2")
        .forEach(System::setProperty);
  }

  /** In a Spark session of its own, whatever the tests before have left. */
  static Execution of(List<String> arguments) {
    SparkFixture.stop();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = RavelCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int exitCode = command.execute(arguments.toArray(String[]::new));
    return new Execution(exitCode, out.toString(), err.toString());
  }

  static Execution of(String... arguments) {
    return of(Arrays.asList(arguments));
  }

  /** The message of the failure; it must be a single line. */
  String error() {
    List<String> lines = err.lines().filter(line -> line.startsWith(ERROR)).toList();
    if (lines.size() != 1) {
      throw new AssertionError("expected one message, but was printed:\n" + err);
    }
    return lines.get(0).substring(ERROR.length());
  }

  boolean showsStackTrace() {
    return err.contains("\tat ");
  }

  /** Arguments with {@code --set key=value} for each pair behind them. */
  static List<String> with(List<String> arguments, String... settings) {
    List<String> all = new ArrayList<>(arguments);
    for (String setting : settings) {
      all.add("--set");
      all.add(setting);
    }
    return all;
  }
}
