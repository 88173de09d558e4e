package org.ravel.hiddenmarkov.tagging;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ravel.storage.NumberReader;
import org.ravel.storage.NumberWriter;

/**
 * What words say of their labels: P(label | word) from how often they came together, interpolated
 * with what words say that were never seen,
 *
 * <pre>P(t | w) = (count(w, t) + smoothing · P(t | unseen)) / (count(w) + smoothing)</pre>
 *
 * <p>and divided by P(label), which is P(word | label) up to a factor that all labels share. Of
 * words that were never seen their suffixes say more, where spellings are known; otherwise they
 * have the labels of words that were seen once, or are too rare for the vocabulary.
 */
public final class WordTags implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int labels;
  private final int unknown;
  private final double smoothing;

  /** Of each label, how probable it is anywhere. */
  private final double[] shares;

  /** Of each label, how probable it is for a word that was never seen. */
  private final double[] unseen;

  /** By word, its place in the two arrays below; behind the last one their length. */
  private final int[] places;

  private final int[] tags;
  private final double[] counts;

  /** Null where spellings are not known. */
  private final SuffixTags suffixes;

  private WordTags(
      int unknown,
      double smoothing,
      double[] shares,
      double[] unseen,
      int[] places,
      int[] tags,
      double[] counts,
      SuffixTags suffixes) {
    this.labels = shares.length;
    this.unknown = unknown;
    this.smoothing = smoothing;
    this.shares = shares;
    this.unseen = unseen;
    this.places = places;
    this.tags = tags;
    this.counts = counts;
    this.suffixes = suffixes;
  }

  /**
   * From counts.
   *
   * @param words number of the vocabulary's ids
   * @param unknown the id of words that it lacks
   * @param capitals ids of characters that are capital letters; null where spellings are not known
   * @param smoothing above 0
   */
  public static WordTags of(
      TagCounts found, int words, int unknown, Set<Integer> capitals, double smoothing) {
    int labels = found.labels();
    double[] shares = new double[labels];
    for (int label = 0; label < labels; label++) {
      shares[label] =
          ((double) found.occurrences(label) + smoothing)
              / ((double) found.steps() + smoothing * labels);
    }
    int[] places = new int[words + 1];
    int[] tags = new int[found.words().size()];
    double[] counts = new double[tags.length];
    int at = 0;
    for (Map.Entry<Long, Long> pair : new TreeMap<>(found.words()).entrySet()) {
      places[(int) (pair.getKey() / labels) + 1]++;
      tags[at] = (int) (pair.getKey() % labels);
      counts[at++] = (double) pair.getValue();
    }
    for (int word = 0; word < words; word++) {
      places[word + 1] += places[word];
    }
    double[] unseen = new double[labels];
    for (int word = 0; word < words; word++) {
      boolean once = places[word + 1] == places[word] + 1 && counts[places[word]] == 1;
      for (int i = places[word]; i < places[word + 1]; i++) {
        unseen[tags[i]] += word == unknown || once ? counts[i] : 0;
      }
    }
    double sum = Arrays.stream(unseen).sum();
    for (int label = 0; label < labels; label++) {
      unseen[label] = (unseen[label] + smoothing * shares[label]) / (sum + smoothing);
    }
    return new WordTags(
        unknown,
        smoothing,
        shares,
        unseen,
        places,
        tags,
        counts,
        capitals == null ? null : SuffixTags.of(found, capitals, shares));
  }

  /** Number of labels. */
  public int labels() {
    return labels;
  }

  /** Number of the vocabulary's ids. */
  public int words() {
    return places.length - 1;
  }

  /** Whether it reads spellings. */
  public boolean readsSpellings() {
    return suffixes != null;
  }

  /** Numbers that were counted. */
  public long size() {
    return counts.length + (suffixes == null ? 0 : suffixes.size());
  }

  /**
   * How probable a word is with each label, up to a factor that all share.
   *
   * @param spelling the ids of its characters as code points; not read where spellings are not
   *     known
   * @param into shape [labels] at a place: written
   */
  public void emit(int word, String spelling, double[] into, int at) {
    double[] distribution = unseen.clone();
    if (suffixes != null) {
      suffixes.refine(spelling, distribution);
    }
    // What words that the vocabulary lacks have in common is part of what unseen ones have.
    int from = word == unknown ? 0 : places[word];
    int end = word == unknown ? 0 : places[word + 1];
    double sum = smoothing;
    for (int label = 0; label < labels; label++) {
      into[at + label] = smoothing * distribution[label];
    }
    for (int i = from; i < end; i++) {
      into[at + tags[i]] += counts[i];
      sum += counts[i];
    }
    for (int label = 0; label < labels; label++) {
      into[at + label] /= sum * shares[label];
    }
  }

  /** Writes what {@link #read} reads. */
  public void write(NumberWriter out) throws IOException {
    out.integer(unknown);
    out.number(smoothing);
    out.vector(shares);
    out.vector(unseen);
    out.integers(Arrays.stream(places).boxed().toList());
    out.integers(Arrays.stream(tags).boxed().toList());
    out.vector(counts);
    out.flag(suffixes != null);
    if (suffixes != null) {
      suffixes.write(out);
    }
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the numbers do not fit
   */
  public static WordTags read(NumberReader in) throws IOException {
    int unknown = in.integer();
    double smoothing = in.number();
    double[] shares = in.vector();
    double[] unseen = in.vector();
    int[] places = in.integers().stream().mapToInt(place -> place).toArray();
    int[] tags = in.integers().stream().mapToInt(tag -> tag).toArray();
    double[] counts = in.vector();
    require(shares.length > 0 && unseen.length == shares.length, "its labels differ in number");
    requireDistribution(shares);
    requireDistribution(unseen);
    require(
        smoothing > 0 && Double.isFinite(smoothing), "what is added to its counts is no number");
    require(
        Arrays.stream(counts).allMatch(count -> count > 0 && Double.isFinite(count)),
        "a word was seen with a label that it was not seen with");
    require(places.length > 1 && places[0] == 0, "it has no word");
    require(unknown >= 0 && unknown < places.length - 1, "unknown words have no id");
    for (int word = 1; word < places.length; word++) {
      require(places[word] >= places[word - 1], "the places of words do not ascend");
    }
    require(
        places[places.length - 1] == tags.length && tags.length == counts.length,
        "the places of words lead elsewhere");
    require(
        Arrays.stream(tags).allMatch(tag -> tag >= 0 && tag < shares.length),
        "a word has a label that is none");
    return new WordTags(
        unknown,
        smoothing,
        shares,
        unseen,
        places,
        tags,
        counts,
        in.flag() ? SuffixTags.read(in, shares.length) : null);
  }

  private static void requireDistribution(double[] numbers) {
    require(
        Arrays.stream(numbers).allMatch(number -> number > 0)
            && Math.abs(Arrays.stream(numbers).sum() - 1) < 1e-6,
        "the shares of labels are no distribution");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
