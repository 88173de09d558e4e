package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.evaluation.translation.Bleu;

/**
 * How well one caption fits all of some images: BLEU-4 of it as what is written of each, without
 * looking at the images again for another caption.
 *
 * @param images number of them
 * @param ngrams of how many images the references have an n-gram at least so many times, by {@link
 *     #key}
 * @param others the same of n-grams that are not among these
 * @param lengths by the length of a caption, the lengths of the closest references of all images
 */
record Consensus(long images, Map<String, Integer> ngrams, int others, long[] lengths)
    implements Serializable {
  /** Longer captions are held against the references as if they had so many tokens. */
  static final int LONGEST = 100;

  private static final String BETWEEN = "\0";

  /** That of some images. */
  static Consensus of(List<List<List<String>>> images) {
    Map<String, Integer> ngrams = new HashMap<>();
    long[] lengths = new long[LONGEST + 1];
    for (List<List<String>> references : images) {
      keys(references).forEach(key -> ngrams.merge(key, 1, Integer::sum));
      addLengths(references, lengths);
    }
    return new Consensus(images.size(), ngrams, 0, lengths);
  }

  /** Adds the closest lengths of an image's references. */
  static void addLengths(List<List<String>> references, long[] lengths) {
    for (int length = 0; length <= LONGEST; length++) {
      lengths[length] += Bleu.closest(length, references);
    }
  }

  /** The keys of an image's references. */
  static Set<String> keys(List<List<String>> references) {
    Set<String> keys = new HashSet<>();
    references.forEach(reference -> keys.addAll(counts(reference).keySet()));
    return keys;
  }

  /** An n-gram that stands somewhere for the n-th time. */
  private static String key(List<String> ngram, int time) {
    return String.join(BETWEEN, ngram) + BETWEEN + BETWEEN + time;
  }

  /** The keys of a caption's n-grams, each time that one stands there, with their orders. */
  private static Map<String, Integer> counts(List<String> caption) {
    Map<String, Integer> orders = new HashMap<>();
    for (int order = 1; order <= Bleu.ORDERS; order++) {
      Map<List<String>, Integer> times = new HashMap<>();
      for (int start = 0; start + order <= caption.size(); start++) {
        List<String> ngram = caption.subList(start, start + order);
        orders.put(key(ngram, times.merge(ngram, 1, Integer::sum)), order);
      }
    }
    return orders;
  }

  /** A word that the vocabulary lacks matches none, wherever the caption is from. */
  private int matches(String key) {
    return ngrams.getOrDefault(key, key.contains(CaptionTokens.UNWRITTEN) ? 0 : others);
  }

  /** BLEU-4 of a caption for all images, from 0 to 100. */
  double score(List<String> caption) {
    long[] matches = new long[Bleu.ORDERS];
    counts(caption).forEach((key, order) -> matches[order - 1] += matches(key));
    long[] totals = new long[Bleu.ORDERS];
    for (int order = 1; order <= Bleu.ORDERS; order++) {
      totals[order - 1] = images * Math.max(0, caption.size() - order + 1);
    }
    return Bleu.ofCounts(
            images * caption.size(), lengths[Math.min(caption.size(), LONGEST)], matches, totals)
        .unsmoothed(Bleu.ORDERS);
  }
}
