package org.ravel.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Checks a command line before Spark is started, with the parser and the configuration of the
 * commands themselves: mistakes are told within a second and cost no submission, and help needs no
 * Spark at all. {@code jobs/ravel} runs this in a Java machine of its own, whose class path holds
 * the application jar and some libraries, but neither Spark nor what only Spark's jobs need.
 */
public final class Preflight {
  /** All is well as far as can be seen; spark-submit is to be started. */
  static final int GO_ON = 100;

  /** The same, and the driver will run on YARN while the caller waits: see {@link Transcript}. */
  static final int GO_ON_AND_ASK_YARN = 101;

  private Preflight() {}

  /**
   * Ends with the command's exit code, or says that Spark is needed.
   *
   * @param arguments how many options of spark-submit there are; these; the command line
   */
  public static void main(String[] arguments) {
    // As in the commands.
    Locale.setDefault(Locale.ROOT);
    int before = Integer.parseInt(arguments[0]) + 1;
    List<String> all = Arrays.asList(arguments);
    int status;
    try {
      status =
          check(
              RavelCommand.commandLine(),
              all.subList(1, before),
              System.getenv(),
              all.subList(before, all.size()));
    } catch (LinkageError classesOfAnotherSpark) {
      status = GO_ON;
    }
    Exit.with(status);
  }

  /** The exit code of a command line that is complete or wrong; else that Spark is needed. */
  static int check(
      CommandLine parser,
      List<String> before,
      Map<String, String> environment,
      List<String> command) {
    SparkOptions options;
    try {
      options = SparkOptions.of(before, environment);
    } catch (ConfigurationException e) {
      return Failures.report(e, parser, null);
    }
    if (options.concernAnotherApplication()) {
      return GO_ON;
    }
    return parser
        .setExecutionStrategy(parsed -> check(parsed, options))
        .execute(command.toArray(String[]::new));
  }

  private static int check(ParseResult parsed, SparkOptions options) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object command = last.commandSpec().userObject();
    if (command instanceof BeforeSpark early) {
      return check(early, last, options);
    }
    return command instanceof Callable ? goOn(options) : new RunLast().execute(parsed);
  }

  private static int check(BeforeSpark command, ParseResult parsed, SparkOptions options) {
    try {
      Optional<ExitCode> end = command.beforeSpark(options);
      return end.isPresent() ? end.get().number() : goOn(options);
    } catch (Exception e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private static int goOn(SparkOptions options) {
    return options.isAwaitedOnYarn() ? GO_ON_AND_ASK_YARN : GO_ON;
  }
}
