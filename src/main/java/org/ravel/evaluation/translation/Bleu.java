package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * BLEU of a corpus (Papineni et al. 2002) with orders 1 to 4: with one reference and the
 * exponential smoothing of mteval-v13a as sacreBLEU counts it (Post 2018), with several references
 * and without smoothing as coco-caption does (Chen et al. 2015).
 *
 * @param sums length of the outputs, of the references (of several the closest one, of two as close
 *     the shorter), then for each order the matches, and for each order the n-grams of the outputs
 */
public record Bleu(long[] sums) implements Serializable {
  /** The longest n-grams. */
  public static final int ORDERS = 4;

  private static final int MATCHES = 2;
  private static final int TOTALS = MATCHES + ORDERS;

  /** Number of sums. */
  public static final int SUMS = TOTALS + ORDERS;

  /** Of no sentence. */
  static final Bleu NONE = new Bleu(new long[SUMS]);

  /** Of sums that were added up as doubles, which is exact for counts. */
  public static Bleu of(double[] sums, int at) {
    long[] counts = new long[SUMS];
    Arrays.setAll(counts, i -> Math.round(sums[at + i]));
    return new Bleu(counts);
  }

  /** Of one sentence. */
  static Bleu of(List<String> output, List<String> reference) {
    return of(output, List.of(reference), reference.size());
  }

  /** Of one text with several references. */
  public static Bleu ofSeveral(List<String> output, List<List<String>> references) {
    return of(output, references, closest(output.size(), references));
  }

  /**
   * Of n-grams that others have counted.
   *
   * @param matches by order
   * @param totals by order
   */
  public static Bleu ofCounts(long length, long referenceLength, long[] matches, long[] totals) {
    long[] sums = new long[TOTALS + ORDERS];
    sums[0] = length;
    sums[1] = referenceLength;
    System.arraycopy(matches, 0, sums, MATCHES, ORDERS);
    System.arraycopy(totals, 0, sums, TOTALS, ORDERS);
    return new Bleu(sums);
  }

  /** The length of the reference that is closest to another length. */
  public static int closest(int length, List<List<String>> references) {
    return references.stream()
        .map(List::size)
        .min(
            Comparator.<Integer>comparingInt(size -> Math.abs(size - length))
                .thenComparing(size -> size))
        .orElseThrow();
  }

  private static Bleu of(List<String> output, List<List<String>> references, int length) {
    long[] sums = new long[TOTALS + ORDERS];
    sums[0] = output.size();
    sums[1] = length;
    for (int order = 1; order <= ORDERS; order++) {
      int n = order;
      NgramCounts counts = NgramCounts.of(output, order);
      NgramCounts all =
          references.stream()
              .map(reference -> NgramCounts.of(reference, n))
              .reduce(NgramCounts::most)
              .orElseThrow();
      sums[MATCHES + order - 1] = counts.matches(all);
      sums[TOTALS + order - 1] = counts.total();
    }
    return new Bleu(sums);
  }

  /** Tokens of the outputs. */
  public long length() {
    return sums[0];
  }

  /** Tokens of the references that the outputs are held against. */
  public long referenceLength() {
    return sums[1];
  }

  /**
   * With n-grams up to an order and without smoothing, from 0 to 100.
   *
   * @param orders from 1 to {@link #ORDERS}
   */
  public double unsmoothed(int orders) {
    double logs = 0;
    for (int i = 0; i < orders; i++) {
      if (sums[MATCHES + i] == 0) {
        return 0;
      }
      logs += Math.log((double) sums[MATCHES + i] / sums[TOTALS + i]);
    }
    return 100 * brevity() * Math.exp(logs / orders);
  }

  public Bleu plus(Bleu other) {
    long[] both = new long[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    return new Bleu(both);
  }

  /** From 0 to 100. */
  double score() {
    double logs = 0;
    double smoothing = 1;
    boolean any = false;
    for (int i = 0; i < ORDERS; i++) {
      long matches = sums[MATCHES + i];
      long total = sums[TOTALS + i];
      if (total == 0) {
        return 0;
      }
      any |= matches > 0;
      smoothing *= matches == 0 ? 2 : 1;
      logs += Math.log(matches == 0 ? 1 / (smoothing * total) : (double) matches / total);
    }
    return any ? 100 * brevity() * Math.exp(logs / ORDERS) : 0;
  }

  private double brevity() {
    return sums[0] < sums[1] ? Math.exp(1 - (double) sums[1] / sums[0]) : 1;
  }
}
