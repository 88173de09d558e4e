package org.ravel.pipeline;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The facts at the start of a run, kept in its {@code begin.json}.
 *
 * @param format of the file
 * @param runId the run's name
 * @param started the time, UTC
 * @param user who started it
 * @param champion the registry's champion then; null if there was none
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
  /** The champion's version, if there was one. */
  OptionalInt championVersion() {
    return champion == null ? OptionalInt.empty() : OptionalInt.of(champion);
  }
}
