package org.ravel.registry;

import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * What only the caller knows of a new version.
 *
 * @param parent the version that its training started from; null if from scratch
 * @param runId of the run that made it; null if there was none
 * @param metrics measured on it, by name
 * @param evaluation a file of JSON with the whole measurement, kept with the version; null for none
 */
public record Provenance(
    Integer parent, String runId, Map<String, Double> metrics, Path evaluation) {
  /** Nothing is known. */
  public static final Provenance UNKNOWN = new Provenance(null, null, Map.of(), null);

  public Provenance {
    metrics = Map.copyOf(metrics);
  }
}
