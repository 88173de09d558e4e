package org.ravel.config;

/**
 * The sequences on storage.
 *
 * @param path where {@code prepare} writes them and the other commands read them
 * @param sequenceLength target tokens per sequence; also the length over which gradients are
 *     propagated back
 */
public record ShardsConfig(String path, int sequenceLength) {

  private static final int MOST_STEPS = 1 << 20;

  public ShardsConfig {
    Require.path("shards.path", path);
    Require.between(1, MOST_STEPS, "shards.sequence-length", sequenceLength);
  }
}
