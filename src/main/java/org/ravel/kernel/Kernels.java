package org.ravel.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.ravel.error.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what recurrences, products and losses are computed by: oneDNN where that is there and
 * can, ND4J's operations otherwise. The system property {@code ravel.kernels=portable} chooses the
 * second everywhere.
 */
public final class Kernels {
  /** The system property. */
  public static final String PROPERTY = "ravel.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  private Kernels() {}

  /** On oneDNN, or on the operations of ND4J. */
  public enum KernelPath {
    /** Products of oneDNN. */
    FAST,
    /** ND4J's operations. */
    PORTABLE
  }

  /** What this JVM uses. The first call writes one line to the log. */
  public static KernelPath path() {
    return Choice.PATH;
  }

  /** What work on this type of number runs on: the fast path has no doubles. */
  public static KernelPath path(DataType type) {
    return type == DataType.FLOAT ? path() : KernelPath.PORTABLE;
  }

  static KernelPath choose(String wanted, String failure) {
    return switch (wanted) {
      case "portable" -> {
        LOG.info("Recurrent kernels: portable, as {}=portable says", PROPERTY);
        yield KernelPath.PORTABLE;
      }
      case "fast" -> {
        if (failure != null) {
          LOG.warn(
              "Recurrent kernels: portable, several times slower; oneDNN did not load: {}",
              failure);
          yield KernelPath.PORTABLE;
        }
        LOG.info("Recurrent kernels: oneDNN");
        yield KernelPath.FAST;
      }
      default ->
          throw new ConfigurationException(
              "%s is %s but must be fast or portable; set it with -D%s=…"
                  .formatted(PROPERTY, wanted, PROPERTY));
    };
  }

  private static final class Choice {
    static final KernelPath PATH = chosen();

    private static KernelPath chosen() {
      String wanted = System.getProperty(PROPERTY, "fast");
      // The library is not touched where nobody wants it.
      return choose(wanted, wanted.equals("portable") ? null : OneDnn.failure());
    }
  }
}
