package org.ravel.hiddenmarkov.tagging;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/**
 * The labels of words that were never seen, by how they end and whether they begin with a capital
 * letter (Brants 2000, section 2.3; after Samuelsson 1993, <i>Morphological tagging based entirely
 * on Bayesian inference</i>). The distribution of the labels of each longer suffix is interpolated
 * with that of the shorter ones:
 *
 * <pre>
 * P(t | suffix) = (share of t among rare words of that suffix + θ · P(t | shorter suffix)) / (1 + θ)
 * </pre>
 *
 * <p>θ is the standard deviation of the labels' shares, or 0.001 where they are more even: with 0 a
 * label that no rare word of a suffix has would be impossible.
 */
public final class SuffixTags implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Words that occur more often are not like those that never do. */
  private static final long MOST_OCCURRENCES = 10;

  private static final int LONGEST = 10;

  private static final double LEAST_THETA = 0.001;

  private final Set<Integer> capitals;
  private final double theta;

  /** By suffix, behind its class: how often each label comes with rare words that end so. */
  private final Map<String, Map<Integer, Long>> tags;

  private SuffixTags(Set<Integer> capitals, double theta, Map<String, Map<Integer, Long>> tags) {
    this.capitals = capitals;
    this.theta = theta;
    this.tags = tags;
  }

  /**
   * From counts.
   *
   * @param capitals ids of characters that are capital letters
   * @param shares of the labels
   */
  static SuffixTags of(TagCounts counts, Set<Integer> capitals, double[] shares) {
    Map<String, Long> occurrences = new HashMap<>();
    counts.spellings().forEach((key, count) -> occurrences.merge(word(key), count, Long::sum));
    Map<String, Map<Integer, Long>> tags = new HashMap<>();
    counts
        .spellings()
        .forEach(
            (key, count) -> {
              if (occurrences.get(word(key)) <= MOST_OCCURRENCES) {
                for (String suffix : suffixes(word(key), capitals)) {
                  tags.computeIfAbsent(suffix, none -> new TreeMap<>())
                      .merge(key.codePointAt(0), count, Long::sum);
                }
              }
            });
    return new SuffixTags(capitals, Math.max(deviation(shares), LEAST_THETA), tags);
  }

  private static String word(String key) {
    return key.substring(Character.charCount(key.codePointAt(0)));
  }

  private static double deviation(double[] shares) {
    double mean = 1.0 / shares.length;
    double sum = 0;
    for (double share : shares) {
      sum += (share - mean) * (share - mean);
    }
    return shares.length == 1 ? 1 : Math.sqrt(sum / (shares.length - 1));
  }

  /** A word's suffixes, each behind its class, the empty one first. */
  private static List<String> suffixes(String word, Set<Integer> capitals) {
    boolean capital = !word.isEmpty() && capitals.contains(word.codePointAt(0));
    String kind = capital ? "A" : "a";
    List<String> suffixes = new ArrayList<>();
    suffixes.add(kind);
    int at = word.length();
    for (int length = 1; length <= LONGEST && at > 0; length++) {
      at = word.offsetByCodePoints(at, -1);
      suffixes.add(kind + word.substring(at));
    }
    return suffixes;
  }

  /**
   * How probable each label is for a word that was never seen.
   *
   * @param word the ids of its characters, as code points
   * @param distribution that of any unseen word, which becomes that of this one
   */
  void refine(String word, double[] distribution) {
    for (String suffix : suffixes(word, capitals)) {
      Map<Integer, Long> counts = tags.get(suffix);
      if (counts == null) {
        return;
      }
      double sum = 0;
      for (long count : counts.values()) {
        sum += (double) count;
      }
      for (int label = 0; label < distribution.length; label++) {
        distribution[label] *= theta / (1 + theta);
      }
      for (Map.Entry<Integer, Long> count : counts.entrySet()) {
        distribution[count.getKey()] += (double) count.getValue() / sum / (1 + theta);
      }
    }
  }

  /** Different suffixes. */
  long size() {
    return tags.size();
  }

  void write(NumberWriter out) throws IOException {
    out.integers(List.copyOf(new TreeSet<>(capitals)));
    out.number(theta);
    out.integer(tags.size());
    for (Map.Entry<String, Map<Integer, Long>> suffix : new TreeMap<>(tags).entrySet()) {
      out.integers(suffix.getKey().codePoints().boxed().toList());
      out.integers(List.copyOf(suffix.getValue().keySet()));
      out.vector(suffix.getValue().values().stream().mapToDouble(count -> count).toArray());
    }
  }

  static SuffixTags read(NumberReader in, int labels) throws IOException {
    Set<Integer> capitals = Set.copyOf(in.integers());
    double theta = in.number();
    if (!(theta >= 0 && theta <= 1)) {
      throw new IllegalArgumentException("the weight of shorter suffixes is none");
    }
    int size = in.integer();
    Map<String, Map<Integer, Long>> tags = new HashMap<>();
    for (int i = 0; i < size; i++) {
      StringBuilder suffix = new StringBuilder();
      in.integers().forEach(suffix::appendCodePoint);
      List<Integer> keys = in.integers();
      double[] counts = in.vector();
      Map<Integer, Long> ofSuffix = new TreeMap<>();
      for (int k = 0; k < keys.size(); k++) {
        if (counts.length != keys.size()
            || keys.get(k) < 0
            || keys.get(k) >= labels
            || !(counts[k] >= 1 && counts[k] < 1e15)) {
          throw new IllegalArgumentException("a suffix has labels or counts that are none");
        }
        ofSuffix.put(keys.get(k), (long) counts[k]);
      }
      tags.put(suffix.toString(), ofSuffix);
    }
    return new SuffixTags(capitals, theta, tags);
  }
}
