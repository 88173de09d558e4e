package org.ravel.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.ravel.error.InputException;
import org.ravel.error.RavelException;
import org.ravel.error.StorageException;

/** The storage's exceptions in the user's terms. */
public final class Refusal {
  private Refusal() {}

  /**
   * What an exception means.
   *
   * @param verb what was tried: {@code "read"} or {@code "write"}
   */
  public static RavelException explain(String verb, Path path, IOException cause) {
    return explain(verb, path.toString(), cause);
  }

  /** The same for a path that is given with the setting that names it. */
  static RavelException explain(String verb, String path, IOException cause) {
    if (verb.equals("read") && isFolder(cause)) {
      return new InputException(
          "%s is a folder but must be a file; give the path of the file".formatted(path), cause);
    }
    if (verb.equals("read") && isMissing(cause)) {
      return new InputException("%s does not exist; check the path".formatted(path), cause);
    }
    if (verb.equals("read") && cause instanceof ChecksumException) {
      return new InputException(
          "%s was altered or is damaged: its content does not fit the checksums that the file system keeps of it (%s); restore it or make it again"
              .formatted(path, reason(cause)),
          cause);
    }
    return new StorageException(
        "cannot %s %s: %s; %s".formatted(verb, path, reason(cause), remedy(cause)), cause);
  }

  /** Local file systems, HDFS and object stores each have words of their own for it. */
  private static boolean isFolder(IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause instanceof FileNotFoundException
        && (message.contains("is a directory") || message.contains("path is not a file"));
  }

  private static boolean isMissing(IOException cause) {
    // Hadoop's local file system reports a refused permission as a missing file.
    return cause instanceof FileNotFoundException
        && !String.valueOf(cause.getMessage()).contains("Permission denied");
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static String remedy(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    if (text.contains("Client cannot authenticate")
        || text.contains("GSS initiate failed")
        || text.contains("SIMPLE authentication is not enabled")) {
      return "it asks for a login with Kerberos: give spark-submit --principal and --keytab, or call kinit first";
    }
    if (text.contains("safe mode")) {
      return "wait until it has left safe mode (hdfs dfsadmin -safemode wait), then run the command again";
    }
    if (cause instanceof AccessControlException
        || cause instanceof AccessDeniedException
        || text.contains("Permission denied")) {
      return "ask for the permission, or choose another path";
    }
    if (cause instanceof QuotaExceededException) {
      return "raise the quota or free space, then run the command again";
    }
    if (text.contains("No space left") || text.contains("could only be written to 0")) {
      return "free space, then run the command again";
    }
    if (text.contains("Read-only file system")) {
      return "choose another path";
    }
    return "check that the file system is up, then run the command again";
  }
}
