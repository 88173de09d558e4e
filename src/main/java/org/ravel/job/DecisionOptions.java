package org.ravel.job;

import java.util.OptionalInt;
import org.ravel.pipeline.JobContext;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Registry;
import org.ravel.registry.Registry.Change;
import picocli.CommandLine.Option;

/** What the decisions about the champion have in common. */
final class DecisionOptions {
  @Option(
      names = "--expect",
      paramLabel = "VERSION",
      description = "The champion that is to be replaced; do nothing if it is another one.")
  private Integer expected;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the decision.")
  private String reason;

  @Option(names = "--run-id", paramLabel = "ID", description = "Kept with the decision.")
  private String runId;

  OptionalInt expected() {
    return expected == null ? OptionalInt.empty() : OptionalInt.of(expected);
  }

  Note note() {
    return new Note(runId, reason);
  }

  static void tell(JobContext context, Registry registry, Change change) {
    context.tell(
        change.isNew()
            ? "champion: %s, in place of %s"
                .formatted(
                    registry.reference(change.champion()),
                    change.before().isPresent() ? "version " + change.before().getAsInt() : "none")
            : "champion: %s, as before".formatted(registry.reference(change.champion())));
  }
}
