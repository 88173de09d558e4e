package org.ravel.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.ravel.error.InputException;
import org.ravel.error.RavelException;
import org.ravel.storage.Refusal;

/** What Spark's readers throw, in the user's terms. */
final class ReadFailure {
  private ReadFailure() {}

  /**
   * What an exception means.
   *
   * @param what the file or the input
   */
  static RavelException explain(Throwable failure, TableSettings settings, String what) {
    Throwable deepest = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RavelException ours) {
        return ours;
      }
      if (t instanceof FileNotFoundException || t instanceof AccessControlException) {
        return Refusal.explain("read", new Path(what), (IOException) t);
      }
      deepest = t;
    }
    return new InputException(
        "%s cannot be read as %s: %s; correct it, or set %s.format"
            .formatted(what, settings.format(), shortly(deepest), settings.names().group()),
        failure);
  }

  private static String shortly(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\n\\s*", " ");
    return message.length() <= 300 ? message : message.substring(0, 300) + "…";
  }
}
