package org.ravel.ngram.counting;

import java.io.Serializable;
import org.ravel.ngram.GramBytes;
import org.ravel.ngram.GramRows;

/**
 * The n-grams of some windows with their counts: sums for the whole, and the n-grams of two tokens
 * or more for each part of the model.
 */
final class CountedBucket implements Serializable {
  private static final long serialVersionUID = 1L;

  private final GramTotals totals;
  private final byte[][] parts;

  private CountedBucket(GramTotals totals, byte[][] parts) {
    this.totals = totals;
    this.parts = parts;
  }

  GramTotals totals() {
    return totals;
  }

  /** The n-grams of a part, in {@link GramBytes}. */
  byte[] part(int number) {
    return parts[number];
  }

  int parts() {
    return parts.length;
  }

  /**
   * Counts windows that were written back to front, so that those with a common end follow each
   * other in their order. Each end of a window is an n-gram. With Witten–Bell its count is how
   * often it occurs. With Kneser–Ney that holds for the longest n-grams, and for those that begin a
   * document: nothing can come before them. Of all others it is the number of different tokens that
   * were seen before them, where the beginning of a text counts as one.
   */
  static CountedBucket count(CountingRules rules, GramRows windows) {
    return new Counter(rules, windows).count();
  }

  private static final class Counter {
    private final CountingRules rules;
    private final GramRows windows;
    private final GramTotals totals;
    private final GramBytes[] parts;

    /** By length, the counts of the ends of the window that was counted last. */
    private final long[] open;

    Counter(CountingRules rules, GramRows windows) {
      this.rules = rules;
      this.windows = windows;
      this.totals = new GramTotals(rules.order(), rules.vocabularySize());
      this.parts = new GramBytes[rules.parts()];
      for (int part = 0; part < parts.length; part++) {
        parts[part] = new GramBytes(rules.order());
      }
      this.open = new long[rules.order() + 1];
    }

    CountedBucket count() {
      int before = -1;
      for (int row : windows.distinct()) {
        int shared = before < 0 ? 0 : windows.shared(before, row);
        close(before, shared);
        count(row, shared);
        before = row;
      }
      close(before, 0);
      byte[][] bytes = new byte[parts.length][];
      for (int part = 0; part < parts.length; part++) {
        bytes[part] = parts[part].toBytes();
      }
      return new CountedBucket(totals, bytes);
    }

    private void count(int row, int shared) {
      int length = windows.length(row);
      switch (rules.smoothing()) {
        case WITTEN_BELL -> {
          for (int end = 1; end <= length; end++) {
            open[end] += windows.count(row);
          }
        }
        case KNESER_NEY -> {
          for (int end = Math.max(shared, 1); end < length; end++) {
            open[end]++;
          }
          boolean whole =
              length == rules.order() || windows.token(row, length - 1) == rules.endOfDocument();
          open[length] += whole ? windows.count(row) : 1;
        }
      }
    }

    /** What the next window does not end with, too, is complete. */
    private void close(int row, int shared) {
      int length = row < 0 ? 0 : windows.length(row);
      for (int end = length; end > shared; end--) {
        if (end == 1) {
          totals.addUnigram(windows.token(row, 0), open[1]);
        } else {
          totals.add(end, open[end]);
          parts[rules.part(windows.token(row, end - 1))].addBackwards(windows, row, end, open[end]);
        }
        open[end] = 0;
      }
    }
  }
}
