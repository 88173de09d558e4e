package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr-D (Vedantam et al. 2015), as coco-caption counts it: how alike the n-grams of a caption and
 * of its references are, weighted by how rare they are among the references of all images. For each
 * order n, with g the counts of n-grams times ln(images / images whose references have the n-gram),
 * {@code 10 · mean over references of Σ min(g, r) r / (|g| |r|) · exp(−Δ² / 2σ²)}, Δ the difference
 * in length; the mean over n of 1 to 4.
 *
 * @param images number of them
 * @param frequencies by n-gram, how many images have a reference with it; 1 for others
 */
public record Cider(long images, Map<String, Integer> frequencies) implements Serializable {
  private static final int ORDERS = 4;
  private static final double SIGMA = 6;

  /** Stands between the tokens of an n-gram: no token has it. */
  private static final char BETWEEN = 0;

  /**
   * The different n-grams of all orders of an image's references, without those of a token that the
   * vocabulary lacks.
   */
  static Set<String> ngrams(List<List<String>> references) {
    Set<String> all = new HashSet<>();
    references.forEach(
        reference -> counts(reference).forEach(ofOrder -> all.addAll(ofOrder.keySet())));
    all.removeIf(ngram -> ngram.contains(CaptionTokens.LOST));
    return all;
  }

  /** By order, how often each n-gram stands in a text. */
  private static List<Map<String, Integer>> counts(List<String> tokens) {
    List<Map<String, Integer>> counts = new ArrayList<>();
    for (int order = 1; order <= ORDERS; order++) {
      Map<String, Integer> ofOrder = new HashMap<>();
      for (int start = 0; start + order <= tokens.size(); start++) {
        String ngram = String.join(String.valueOf(BETWEEN), tokens.subList(start, start + order));
        ofOrder.merge(ngram, 1, Integer::sum);
      }
      counts.add(ofOrder);
    }
    return counts;
  }

  /** Of one caption. */
  double score(List<String> output, List<List<String>> references) {
    List<Map<String, Double>> written = weights(output);
    double sum = 0;
    for (List<String> reference : references) {
      // Of bigrams, as coco-caption takes it.
      double difference = Math.max(0, output.size() - 1) - Math.max(0, reference.size() - 1);
      double alike = 0;
      List<Map<String, Double>> other = weights(reference);
      for (int i = 0; i < ORDERS; i++) {
        alike += similarity(written.get(i), other.get(i));
      }
      sum += alike / ORDERS * Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
    }
    return 10 * sum / references.size();
  }

  private static double similarity(Map<String, Double> written, Map<String, Double> reference) {
    double product = 0;
    for (Map.Entry<String, Double> entry : written.entrySet()) {
      double other = reference.getOrDefault(entry.getKey(), 0.0);
      product += Math.min(entry.getValue(), other) * other;
    }
    double norms = norm(written) * norm(reference);
    return norms == 0 ? 0 : product / norms;
  }

  private static double norm(Map<String, Double> weights) {
    return Math.sqrt(weights.values().stream().mapToDouble(weight -> weight * weight).sum());
  }

  private List<Map<String, Double>> weights(List<String> tokens) {
    List<Map<String, Double>> all = new ArrayList<>();
    for (Map<String, Integer> counts : counts(tokens)) {
      Map<String, Double> weights = new HashMap<>();
      counts.forEach(
          (ngram, count) ->
              weights.put(
                  ngram,
                  count
                      * (Math.log((double) images)
                          - Math.log(frequencies.getOrDefault(ngram, 1)))));
      all.add(weights);
    }
    return all;
  }
}
