package org.ravel.hiddenmarkov.tagging;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * How often labels begin and end sequences, follow each other, and come with words. All counts are
 * whole numbers, so their sums do not depend on any order.
 */
public final class TagCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int labels;
  private final long[] starts;
  private final long[] ends;

  /** Shape [labels, labels]. */
  private final long[] pairs;

  /** By {@code word · labels + label}. */
  private final Map<Long, Long> words = new HashMap<>();

  /** By the label, as a code point, and a word's characters behind it. */
  private final Map<String, Long> spellings = new HashMap<>();

  /** Of no sequence yet. */
  public TagCounts(int labels) {
    this.labels = labels;
    this.starts = new long[labels];
    this.ends = new long[labels];
    this.pairs = new long[Math.multiplyExact(labels, labels)];
  }

  /**
   * Adds a sequence of one step or more.
   *
   * @param tokens the words' ids
   * @param tags their labels
   * @param spelled the ids of each word's characters as code points; null where they are not kept
   */
  public void add(int[] tokens, int[] tags, String[] spelled) {
    starts[tags[0]]++;
    ends[tags[tags.length - 1]]++;
    for (int step = 0; step < tags.length; step++) {
      if (step > 0) {
        pairs[tags[step - 1] * labels + tags[step]]++;
      }
      words.merge((long) tokens[step] * labels + tags[step], 1L, Long::sum);
      if (spelled != null) {
        spellings.merge(Character.toString(tags[step]) + spelled[step], 1L, Long::sum);
      }
    }
  }

  /** Adds other counts to these. */
  public TagCounts add(TagCounts other) {
    add(starts, other.starts);
    add(ends, other.ends);
    add(pairs, other.pairs);
    other.words.forEach((key, count) -> words.merge(key, count, Long::sum));
    other.spellings.forEach((key, count) -> spellings.merge(key, count, Long::sum));
    return this;
  }

  private static void add(long[] sums, long[] terms) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }

  int labels() {
    return labels;
  }

  long[] starts() {
    return starts;
  }

  long[] ends() {
    return ends;
  }

  long pair(int from, int to) {
    return pairs[from * labels + to];
  }

  /** How often a label occurs. */
  long occurrences(int label) {
    long count = starts[label];
    for (int from = 0; from < labels; from++) {
      count += pair(from, label);
    }
    return count;
  }

  /** Steps of all sequences. */
  public long steps() {
    long count = 0;
    for (int label = 0; label < labels; label++) {
      count += occurrences(label);
    }
    return count;
  }

  Map<Long, Long> words() {
    return words;
  }

  Map<String, Long> spellings() {
    return spellings;
  }
}
