package org.ravel.pipeline;

import org.ravel.error.ExitCode;

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
 */
record Decided(
    int format,
    String runId,
    String decided,
    Outcome outcome,
    String reason,
    Integer version,
    Integer champion,
    Consumption consumed) {
  static final int FORMAT = 1;

  /** What a run can come to. */
  enum Outcome {
    /** Its model is the champion. */
    PROMOTED(ExitCode.DONE),
    /** Its model is a version, and the champion is as before. */
    NOT_PROMOTED(ExitCode.NOT_PROMOTED),
    /** There was no new text. */
    NOTHING_NEW(ExitCode.NOTHING_NEW);

    private final ExitCode exitCode;

    Outcome(ExitCode exitCode) {
      this.exitCode = exitCode;
    }

    ExitCode exitCode() {
      return exitCode;
    }
  }

  /** In a sentence. */
  String sentence() {
    return switch (outcome) {
      case PROMOTED -> "version %d is the champion: %s".formatted(version, reason);
      case NOT_PROMOTED ->
          "version %d is not promoted, %s: %s"
              .formatted(
                  version,
                  champion == null
                      ? "there is no champion"
                      : "the champion stays version " + champion,
                  reason);
      case NOTHING_NEW -> "nothing was done: " + reason;
    };
  }
}
