package org.ravel.storage;

import java.util.List;
import org.ravel.error.ConfigurationException;

/**
 * The encoding in which this Java machine reads the names of local files and the arguments of its
 * command line. It is that of the locale. Names that it cannot hold are question marks to Java, and
 * their files cannot be opened; Hadoop then leaves them out of listings without a word.
 */
public final class NameEncoding {
  private NameEncoding() {}

  /**
   * Refuses arguments that may have lost characters.
   *
   * @throws ConfigurationException if one may have, which is not known of question marks
   */
  public static void requireRead(List<String> arguments) {
    for (String argument : arguments) {
      if (!isUtf8() && argument.chars().anyMatch(c -> c == '?' || c == '\uFFFD')) {
        throw refusal("the argument \"%s\" may not be what was typed".formatted(argument));
      }
    }
  }

  /**
   * Refuses to work with local files whose names may not be readable.
   *
   * @throws ConfigurationException if there may be some
   */
  static void requireNameable(String path) {
    if (!isUtf8()) {
      throw refusal("files such as %s may have names that cannot be read".formatted(path));
    }
  }

  private static boolean isUtf8() {
    // Windows has names in Unicode, whatever the locale.
    return System.getProperty("os.name").startsWith("Windows")
        || encoding().equalsIgnoreCase("UTF-8");
  }

  private static String encoding() {
    return System.getProperty("sun.jnu.encoding", "UTF-8");
  }

  private static ConfigurationException refusal(String what) {
    return new ConfigurationException(
        "%s: the locale's encoding is %s but must be UTF-8; start with jobs/ravel, or export LC_ALL=C.UTF-8 (for a driver on YARN --conf spark.yarn.appMasterEnv.LC_ALL=C.UTF-8)"
            .formatted(what, encoding()));
  }
}
