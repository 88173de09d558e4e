package org.ravel.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.error.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how a recurrence is computed: by oneDNN where that is there and can, on ND4J's operations
 * otherwise. The system property {@code ravel.kernels=portable} chooses the second everywhere.
 */
public final class Kernels {
  /** The system property. */
  public static final String PROPERTY = "ravel.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  private Kernels() {}

  /** The native primitives, or the operations of ND4J. */
  public enum Path {
    /** Primitives of oneDNN. */
    FAST,
    /** ND4J's operations. */
    PORTABLE
  }

  /** What this JVM uses. The first call writes one line to the log. */
  public static Path path() {
    return Choice.PATH;
  }

  /**
   * What a recurrence of this kind runs on. oneDNN has no doubles, no peepholes backward, and no
   * masks: of these it can only do sequences that end early, if their final state is not wanted.
   *
   * @param mask shape [minibatch, time]; null if there is none
   */
  public static Path path(
      Geometry geometry, DataType type, INDArray mask, boolean wantsFinalState) {
    boolean beyondOneDnn =
        geometry.peepholes()
            || type != DataType.FLOAT
            || (mask != null && (wantsFinalState || !endsOnly(mask)));
    return beyondOneDnn ? Path.PORTABLE : path();
  }

  /** Whether each row of the mask is ones, then zeros. */
  static boolean endsOnly(INDArray mask) {
    float[] values =
        Scopes.outsideWorkspaces(() -> mask.castTo(DataType.FLOAT).dup('c').data().asFloat());
    int time = Math.toIntExact(mask.size(1));
    for (int i = 1; i < values.length; i++) {
      if (i % time != 0 && values[i] > values[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /**
   * All that a recurrence is made for.
   *
   * @param training whether {@link Recurrence#backward} will be called
   */
  public record Plan(Geometry geometry, DataType type, Path path, boolean training) {

    /** A recurrence. */
    public Recurrence open() {
      return switch (path) {
        case FAST -> new OneDnnRecurrence(geometry, training);
        case PORTABLE -> new PortableRecurrence(geometry, type);
      };
    }
  }

  static Path choose(String wanted, String failure) {
    return switch (wanted) {
      case "portable" -> {
        LOG.info("Recurrent kernels: portable, as {}=portable says", PROPERTY);
        yield Path.PORTABLE;
      }
      case "fast" -> {
        if (failure != null) {
          LOG.warn(
              "Recurrent kernels: portable, several times slower; oneDNN did not load: {}",
              failure);
          yield Path.PORTABLE;
        }
        LOG.info("Recurrent kernels: oneDNN");
        yield Path.FAST;
      }
      default ->
          throw new ConfigurationException(
              "%s is %s but must be fast or portable; set it with -D%s=…"
                  .formatted(PROPERTY, wanted, PROPERTY));
    };
  }

  private static final class Choice {
    static final Path PATH = chosen();

    private static Path chosen() {
      String wanted = System.getProperty(PROPERTY, "fast");
      // The library is not touched where nobody wants it.
      return choose(wanted, wanted.equals("portable") ? null : OneDnn.failure());
    }
  }
}
