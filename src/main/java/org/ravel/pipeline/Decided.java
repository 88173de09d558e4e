package org.ravel.pipeline;

import java.util.List;
import org.ravel.error.ExitCode;
import org.ravel.report.RetrainingRecord.Outcome;

/**
 * What a run came to, as its {@code decision.json} says.
 *
 * @param format of the file
 * @param runId the run's
 * @param decided when, UTC
 * @param outcome in a word
 * @param reason in words
 * @param version that the registry has of the run's model; null if it made none
 * @param champion the registry's version before; null if it had none
 * @param consumed the text that the next run need not see again
 * @param withheld numbers of the generations of it that are left out, from this run and from
 *     earlier ones; none in the files of versions that left none out
 */
record Decided(
    int format,
    String runId,
    String decided,
    Outcome outcome,
    String reason,
    Integer version,
    Integer champion,
    Consumption consumed,
    List<Integer> withheld)
    implements StageResult {
  Decided {
    withheld = withheld == null ? List.of() : List.copyOf(withheld);
  }

  /** How a process ends that came to it. */
  ExitCode exitCode() {
    return switch (outcome) {
      case PROMOTED -> ExitCode.DONE;
      case NOT_PROMOTED, WITHHELD -> ExitCode.NOT_PROMOTED;
      case NOTHING_NEW -> ExitCode.NOTHING_NEW;
    };
  }

  /** In a sentence. */
  String sentence() {
    return switch (outcome) {
      case PROMOTED -> "version %d is the champion: %s".formatted(version, reason);
      case NOT_PROMOTED -> "version %d is not promoted, %s: %s".formatted(version, stays(), reason);
      case WITHHELD -> "nothing was trained, %s: %s".formatted(stays(), reason);
      case NOTHING_NEW -> "nothing was done: " + reason;
    };
  }

  private String stays() {
    return champion == null ? "there is no champion" : "the champion stays version " + champion;
  }
}
