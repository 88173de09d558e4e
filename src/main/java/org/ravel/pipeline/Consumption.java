package org.ravel.pipeline;

import java.util.Objects;
import java.util.stream.Collectors;
import org.ravel.shard.Manifest;
import org.ravel.storage.Sha256;

/**
 * The text that a run has come to a decision with: the first generations of a shard set.
 *
 * @param vocabulary SHA-256 of the vocabulary's file; null where real numbers are read
 * @param generations how many
 * @param inputs SHA-256 of the lines of their input digests
 */
record Consumption(String vocabulary, int generations, String inputs) {

  /** All of a shard set. */
  static Consumption of(Manifest manifest) {
    int generations = manifest.generations().size();
    return new Consumption(manifest.vocabularyDigest(), generations, inputs(manifest, generations));
  }

  /**
   * How many generations of a shard set are those of this text, from the first one on; none if it
   * was made again since.
   */
  int generationsOf(Manifest manifest) {
    return generations <= manifest.generations().size()
            && Objects.equals(vocabulary, manifest.vocabularyDigest())
            && inputs.equals(inputs(manifest, generations))
        ? generations
        : 0;
  }

  private static String inputs(Manifest manifest, int generations) {
    return Sha256.of(
        manifest.generations().stream()
            .limit(generations)
            .map(generation -> generation.inputDigest() + "\n")
            .collect(Collectors.joining()));
  }
}
