package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sources of a split by their tokens, to find for each the training source that is most like it: by
 * the cosine of vectors that hold for each token how often it occurs times ln((1 + n) / (1 + d)) +
 * 1, with d of n training sources that have it (Salton and Buckley 1988). Tokens that the
 * vocabulary lacks do not count: nothing says whether two of them are the same.
 */
final class SourceIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] rarity;
  private final int unknown;
  private final int sources;

  /** By token, the sources that have it, and the token's part of their vectors of length 1. */
  private final int[][] having;

  private final float[][] weights;

  /**
   * Of sources.
   *
   * @param frequencies by token, how many training sources have it
   * @param trained number of training sources
   * @param unknown id of {@code <unk>}
   */
  SourceIndex(int[][] sources, long[] frequencies, long trained, int unknown) {
    this.unknown = unknown;
    this.sources = sources.length;
    rarity =
        Arrays.stream(frequencies)
            .mapToDouble(has -> Math.log((1.0 + trained) / (1.0 + has)) + 1)
            .toArray();
    int[] counts = new int[frequencies.length];
    for (int[] source : sources) {
      Arrays.stream(source).distinct().forEach(token -> counts[token]++);
    }
    having = new int[counts.length][];
    weights = new float[counts.length][];
    Arrays.setAll(having, token -> new int[counts[token]]);
    Arrays.setAll(weights, token -> new float[counts[token]]);
    int[] filled = new int[counts.length];
    for (int source = 0; source < sources.length; source++) {
      int place = source;
      vector(sources[source])
          .forEach(
              (token, weight) -> {
                having[token][filled[token]] = place;
                weights[token][filled[token]++] = weight.floatValue();
              });
    }
    for (int token = 0; token < counts.length; token++) {
      having[token] = Arrays.copyOf(having[token], filled[token]);
      weights[token] = Arrays.copyOf(weights[token], filled[token]);
    }
  }

  /** Number of sources. */
  int size() {
    return sources;
  }

  /** A source's vector of length 1; empty where no token counts. */
  private Map<Integer, Double> vector(int[] source) {
    Map<Integer, Double> vector = new TreeMap<>();
    for (int token : source) {
      if (token != unknown) {
        vector.merge(token, rarity[token], Double::sum);
      }
    }
    double norm = Math.sqrt(vector.values().stream().mapToDouble(each -> each * each).sum());
    vector.replaceAll((token, weight) -> weight / norm);
    return vector;
  }

  /**
   * How like each of the sources is to a training source.
   *
   * @param cosines is overwritten, one for each source
   */
  void compare(int[] trained, float[] cosines) {
    Arrays.fill(cosines, 0);
    vector(trained)
        .forEach(
            (token, weight) -> {
              int[] places = having[token];
              float[] parts = weights[token];
              for (int i = 0; i < places.length; i++) {
                cosines[places[i]] += parts[i] * weight.floatValue();
              }
            });
  }
}
