package org.ravel.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data that a model was trained on, and the parameters that it started from.
 *
 * @param warmStart SHA-256 of the network whose parameters it started from, or of the file of
 *     weights; null for random ones
 * @param wordVectors SHA-256 of the file with the vectors that its embedding started from; null for
 *     random ones
 * @param sequenceLength targets per training sequence
 * @param inputDigest SHA-256 over names, lengths and contents of the source files
 * @param files number of source files
 * @param bytes of source text that the targets account for; of independent examples those of the
 *     source files
 * @param generations how often text was added to the shards
 * @param targets how many are predicted, by split
 */
public record ModelOrigin(
    String warmStart,
    String wordVectors,
    int sequenceLength,
    String inputDigest,
    int files,
    long bytes,
    int generations,
    Map<String, Long> targets) {

  public ModelOrigin {
    targets = targets == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(targets));
  }
}
