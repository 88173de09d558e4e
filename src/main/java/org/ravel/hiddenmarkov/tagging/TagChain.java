package org.ravel.hiddenmarkov.tagging;

import java.util.Arrays;
import org.ravel.hiddenmarkov.inference.MarkovChain;

/**
 * The chain of labels from their counts. How probable a label is after another one is interpolated
 * with how probable it is anywhere, by weights that deleted interpolation finds: each pair that was
 * seen votes, as often as it was seen, for what predicts it better when it is left out once (Brants
 * 2000, figure 1).
 */
public final class TagChain {
  private final TagCounts counts;
  private final int labels;
  private final long sequences;
  private final long steps;

  private TagChain(TagCounts counts) {
    this.counts = counts;
    this.labels = counts.labels();
    this.sequences = Arrays.stream(counts.starts()).sum();
    this.steps = counts.steps();
  }

  /**
   * The chain.
   *
   * @param counts of one sequence or more
   * @param smoothing added to how often each label occurs, and votes for what is there anywhere;
   *     above 0
   */
  public static MarkovChain of(TagCounts counts, double smoothing) {
    return new TagChain(counts).chain(smoothing);
  }

  /** The weight of what follows from the label before: below 1, so that nothing is impossible. */
  static double weight(TagCounts counts, double smoothing) {
    return weight(new TagChain(counts).votes(), smoothing);
  }

  private static double weight(double[] votes, double smoothing) {
    return votes[0] / (votes[0] + votes[1] + smoothing);
  }

  /** For what follows from the label before, and for what is there anywhere. */
  private double[] votes() {
    double pair = 0;
    double single = 0;
    for (int to = 0; to <= labels; to++) {
      for (int from = 0; from <= labels; from++) {
        long seen = seen(from, to);
        if (seen > 0) {
          double byPair = without(seen, from == labels ? sequences : counts.occurrences(from));
          double bySingle = without(to == labels ? sequences : counts.occurrences(to), all());
          if (byPair >= bySingle) {
            pair += (double) seen;
          } else {
            single += (double) seen;
          }
        }
      }
    }
    return new double[] {pair, single};
  }

  /** Labels and ends: what can follow. */
  private long all() {
    return steps + sequences;
  }

  private static double without(long count, long of) {
    return of > 1 ? (count - 1.0) / (of - 1.0) : 0;
  }

  /** How often one follows another; the number of labels is the boundary of a sequence. */
  private long seen(int from, int to) {
    if (from == labels) {
      return to == labels ? 0 : counts.starts()[to];
    }
    return to == labels ? counts.ends()[from] : counts.pair(from, to);
  }

  private MarkovChain chain(double smoothing) {
    double[] votes = votes();
    double weight = weight(votes, smoothing);
    // Not one less the weight: that would be 0 where smoothing is small beside what was counted.
    double rest = (votes[1] + smoothing) / (votes[0] + votes[1] + smoothing);
    double[] starts = new double[labels];
    double[] transitions = new double[labels * labels];
    double[] ends = new double[labels];
    double all = (double) all() + smoothing * labels;
    double ofLabels = (double) steps + smoothing * labels;
    double ending = (double) sequences / all;
    for (int label = 0; label < labels; label++) {
      starts[label] =
          weight * ((double) counts.starts()[label] / (double) sequences)
              + rest * ((double) counts.occurrences(label) + smoothing) / ofLabels;
    }
    for (int from = 0; from < labels; from++) {
      double of = (double) counts.occurrences(from);
      // A label that never occurs leads to what is there anywhere.
      double own = of == 0 ? 0 : weight;
      double other = of == 0 ? 1 : rest;
      for (int to = 0; to < labels; to++) {
        double anywhere = ((double) counts.occurrences(to) + smoothing) / all;
        transitions[from * labels + to] =
            (of == 0 ? 0 : own * (double) counts.pair(from, to) / of) + other * anywhere;
      }
      ends[from] = (of == 0 ? 0 : own * (double) counts.ends()[from] / of) + other * ending;
    }
    return new MarkovChain(labels, starts, transitions, ends);
  }
}
