package org.ravel.job;

import org.ravel.pipeline.JobContext;
import org.ravel.storage.Json;
import picocli.CommandLine.Option;

/** {@code --json}: the result for programs instead of people. */
final class JsonOption {
  @Option(
      names = "--json",
      description = "Print the result as JSON, and nothing else on standard output.")
  private boolean isGiven;

  boolean isGiven() {
    return isGiven;
  }

  static void print(JobContext context, Object value) {
    context.out().print(Json.text(value));
    context.out().flush();
  }
}
