package org.ravel.spark;

import java.io.FileNotFoundException;
import java.util.Locale;
import org.apache.spark.SparkException;
import org.ravel.error.ConfigurationException;

/** Why Spark does not start a session, where that is for its settings. */
final class RefusedSettings {
  private RefusedSettings() {}

  /** What the user can correct; anything else as it is. */
  static RuntimeException explain(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (isOfSettings(t)) {
        return new ConfigurationException(
            "Spark does not start: %s; correct the setting in spark-defaults.conf, or give another with --conf KEY=VALUE before the command"
                .formatted(reason(t)),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Spark does not start: " + failure.getMessage(), failure);
  }

  private static boolean isOfSettings(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof ClassNotFoundException
        // The folder of event logs, which Spark does not make.
        || failure instanceof FileNotFoundException
        // An application that a cluster has ended is no matter of settings.
        || (failure instanceof SparkException && failure.getCause() == null && !isEnded(failure));
  }

  private static boolean isEnded(Throwable failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("application");
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String line =
        message == null ? "" : message.lines().findFirst().orElse("").replaceAll("[.]$", "");
    return failure instanceof ClassNotFoundException ? "there is no class " + line : line;
  }
}
