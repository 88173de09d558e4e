package org.ravel.config;

/**
 * The sequences on storage.
 *
 * @param path where {@code prepare} writes them and the other commands read them
 * @param sequenceLength target tokens per sequence; also the length over which gradients are
 *     propagated back
 */
public record ShardsConfig(String path, int sequenceLength) {

  public ShardsConfig {
    Require.path("shards.path", path);
    Require.atLeast(1, "shards.sequence-length", sequenceLength);
  }
}
