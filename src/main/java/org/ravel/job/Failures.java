package org.ravel.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ExitCode;
import org.ravel.error.RavelException;
import org.ravel.storage.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as users see them: a message and an exit code; stack traces with --verbose only. */
final class Failures {
  private Failures() {}

  static int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    RavelException explained = explain(failure);
    if (explained != null) {
      err.println("error: " + explained.getMessage());
    } else {
      // Spark appends executors' stack traces to its messages.
      String firstLine = failure.toString().lines().findFirst().orElse("");
      err.println("error: " + firstLine + "; run again with --verbose for the details");
    }
    if (command.getCommand() instanceof JobCommand job && job.verbose()) {
      failure.printStackTrace(err);
    }
    return explained == null ? ExitCode.FAILURE.number() : explained.exitCode().number();
  }

  static int usage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("error: " + message(wrong));
    command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }

  /** The parser's own message, but for a wrong command, which it calls an unmatched argument. */
  private static String message(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    if (!(wrong instanceof UnmatchedArgumentException unmatched) || spec.subcommands().isEmpty()) {
      return wrong.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      return wrong.getMessage();
    }
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        Stream.concat(spec.subcommands().keySet().stream(), Stream.of("--help", "--version"))
            .min(Comparator.comparingInt(name -> distance.apply(word, name.replace("--", ""))))
            .orElseThrow();
    return "%s is no command of %s; did you mean %s?"
        .formatted(word, spec.qualifiedName(), nearest);
  }

  /**
   * What the user can understand of a failure: Spark wraps the executors' exceptions in its own.
   */
  private static RavelException explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RavelException ours) {
        return ours;
      }
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException refusal) {
        return Refusal.explain("use", new Path("/"), refusal);
      }
    }
    return null;
  }
}
