package org.ravel.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;

/**
 * One step of a registry's history, and how matters stand after it: the last one is all that a
 * reader needs.
 *
 * @param format of the file
 * @param number counts from 1
 * @param action what was done
 * @param version the one that became champion, or the champion at a prune; null if there was none
 * @param champions the champion, as the last, and before it those to which can be rolled back
 * @param retired versions that were removed, or are about to be
 * @param created when, UTC
 * @param user who
 * @param note why and by which run
 * @param versions of the code
 */
public record Decision(
    int format,
    int number,
    Action action,
    Integer version,
    List<Integer> champions,
    List<Integer> retired,
    String created,
    String user,
    Note note,
    Map<String, String> versions) {

  static final int FORMAT = 1;

  /** What was done. */
  public enum Action {
    /** A version became champion. */
    @JsonProperty("promote")
    PROMOTE,
    /** The champion before became champion again. */
    @JsonProperty("rollback")
    ROLLBACK,
    /** Versions were removed. */
    @JsonProperty("prune")
    PRUNE
  }

  /**
   * Why a decision was taken.
   *
   * @param runId the run that took it; null if a person did
   * @param reason in words; null if none was given
   */
  public record Note(String runId, String reason) {
    /** Nothing is said. */
    public static final Note NONE = new Note(null, null);
  }

  /**
   * Checks what was read.
   *
   * @throws InputException if it is not the decision of this number
   */
  Decision require(Path file, int expected) {
    if (format != FORMAT
        || number != expected
        || action == null
        || created == null
        || champions == null
        || retired == null) {
      throw new InputException(
          "%s is no decision of format %d and number %d; restore it, or use the version of Ravel that wrote it"
              .formatted(file, FORMAT, expected));
    }
    return this;
  }
}
