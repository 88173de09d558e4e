package org.ravel.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model was measured: the component names are keys of {@code report.json}.
 *
 * @param model which model, as a folder or a registry's version
 * @param shards where the tokens are from
 * @param shardDigest SHA-256 of the manifest of these shards
 * @param baselineShards the shards on whose training split the baselines were fitted
 * @param baselineShardDigest SHA-256 of their manifest
 * @param carryState whether the hidden state went on from sequence to sequence
 * @param minibatchSize sequences propagated together
 * @param blockSequences sequences per unit of work
 * @param versions of the code that measured, by name
 */
public record Measurement(
    String model,
    String shards,
    String shardDigest,
    String baselineShards,
    String baselineShardDigest,
    boolean carryState,
    int minibatchSize,
    int blockSequences,
    Map<String, String> versions) {

  public Measurement {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }
}
