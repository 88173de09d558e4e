package org.ravel.pipeline;

import java.util.List;

/**
 * What the champion makes of a generation that it has not learned from.
 *
 * @param generation its number
 * @param targets tokens that it predicted, of all splits
 * @param perplexity on them
 * @param ratio of the perplexity to that on the pinned holdout
 * @param tooStrange whether the ratio is not below the limit
 * @param strange files of which the same is true, worst first; not necessarily all of very many
 * @param excerpt the beginning of the strangest text; null where nothing is strange
 */
record TextReading(
    int generation,
    long targets,
    double perplexity,
    double ratio,
    boolean tooStrange,
    List<StrangeFile> strange,
    String excerpt) {
  /**
   * A file that is strange to the champion.
   *
   * @param name in the manifest of the shards
   */
  record StrangeFile(String name, long targets, double perplexity) {}
}
