package org.ravel.pipeline;

import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;

/** What a stage of a run came to, in a file of the run's folder. */
interface StageResult {
  /** Of all of them. */
  int FORMAT = 1;

  /** Of the file; raised when it changes its meaning. */
  int format();

  /**
   * Checks what was read.
   *
   * @throws InputException if it is of another version
   */
  static <T extends StageResult> T require(Path file, T result) {
    if (result.format() != FORMAT) {
      throw new InputException(
          "%s has format %d but this version of Ravel reads %d; use the version that wrote it"
              .formatted(file, result.format(), FORMAT));
    }
    return result;
  }
}
