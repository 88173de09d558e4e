package org.ravel.registry;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.model.ModelDescription;

/**
 * A version, as its {@code version.json} describes it.
 *
 * @param format of the file
 * @param number counts from 1
 * @param created when it was added, UTC
 * @param user who added it
 * @param parent the version that its training started from; null if from scratch or not known
 * @param runId of the run that made it; null if there was none
 * @param model what was trained, on which shards, by which versions of the code
 * @param metrics measured on it, by name
 * @param files its other files by name
 * @param versions of the code that added it
 */
public record Version(
    int format,
    int number,
    String created,
    String user,
    Integer parent,
    String runId,
    ModelDescription model,
    Map<String, Double> metrics,
    Map<String, StoredFile> files,
    Map<String, String> versions) {

  static final int FORMAT = 2;

  /** The first one, which is still read. */
  private static final int OLDEST_FORMAT = 1;

  /** A file's length and SHA-256. */
  public record StoredFile(long bytes, String sha256) {}

  Version withNumber(int other) {
    return new Version(
        format, other, created, user, parent, runId, model, metrics, files, versions);
  }

  /**
   * Checks what was read.
   *
   * @throws InputException if it does not describe the version of this number
   */
  Version require(Path file, int expected) {
    String fault =
        format < OLDEST_FORMAT || format > FORMAT
            ? "has format %d but this version of Ravel reads %d to %d"
                .formatted(format, OLDEST_FORMAT, FORMAT)
            : number != expected
                ? "describes version %d".formatted(number)
                : created == null || model == null || model.networkDigest() == null
                    ? "does not say when or what"
                    : metrics == null || files == null ? "lists no metrics or files" : null;
    if (fault == null) {
      for (Map.Entry<String, StoredFile> entry : files.entrySet()) {
        // A name is never followed out of the folder.
        if (!VersionFolders.isFile(entry.getKey()) || entry.getValue() == null) {
          fault = "lists a file %s, which no version has".formatted(entry.getKey());
        }
      }
    }
    if (fault != null) {
      throw new InputException(
          "%s %s; the version cannot be used: restore the file, or remove the version's folder"
              .formatted(file, fault));
    }
    return this;
  }
}
