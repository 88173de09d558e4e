package org.ravel.pipeline;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How matters stood when a run began, as its {@code begin.json} says.
 *
 * @param format of the file
 * @param runId the run's
 * @param started when, UTC
 * @param user who
 * @param champion the registry's version then; null if it had none
 * @param versions of the code
 */
record RunHeader(
    int format,
    String runId,
    String started,
    String user,
    Integer champion,
    Map<String, String> versions)
    implements StageResult {
  /** The version, if there was one. */
  OptionalInt championVersion() {
    return champion == null ? OptionalInt.empty() : OptionalInt.of(champion);
  }
}
