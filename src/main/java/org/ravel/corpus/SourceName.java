package org.ravel.corpus;

import java.net.URI;
import java.util.Collections;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/** Names of files that came to a corpus later. */
public final class SourceName {
  private SourceName() {}

  /**
   * A file's path as seen from a folder, such as {@code day2/a.txt} or {@code ../day2/a.txt}: it
   * stays the same where the whole corpus lies elsewhere. On another file system it is the full
   * URI.
   *
   * @param root the folder's URI, with a slash at its end; empty where the names are full URIs
   */
  public static String from(String root, String path) {
    if (root.isEmpty() || !sameFileSystem(root, path)) {
      return path;
    }
    int same = commonFolder(root, path);
    int up = (int) root.substring(same).chars().filter(c -> c == '/').count();
    return String.join("", Collections.nCopies(up, "../")) + path.substring(same);
  }

  private static boolean sameFileSystem(String root, String path) {
    URI a = new Path(root).toUri();
    URI b = new Path(path).toUri();
    return Objects.equals(a.getScheme(), b.getScheme())
        && Objects.equals(a.getAuthority(), b.getAuthority());
  }

  private static int commonFolder(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return a.lastIndexOf('/', same - 1) + 1;
  }
}
