package org.ravel.ngram.counting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.ngram.Discounts;

/**
 * Sums over n-grams: the counts of single tokens, and for each order how many n-grams there are,
 * and how many with a count of 1 to 4.
 */
final class GramTotals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_COUNTED = 4;

  private final long[] unigrams;

  /** By order; at place 0 all n-grams, at others those with that count. */
  private final long[][] numbers;

  GramTotals(int order, int vocabularySize) {
    unigrams = new long[vocabularySize];
    numbers = new long[order + 1][MOST_COUNTED + 1];
  }

  void addUnigram(int token, long count) {
    unigrams[token] += count;
  }

  /** One more n-gram of two tokens or more. */
  void add(int length, long count) {
    numbers[length][0]++;
    if (count <= MOST_COUNTED) {
      numbers[length][(int) count]++;
    }
  }

  /** Adds others to these. */
  GramTotals plus(GramTotals other) {
    for (int token = 0; token < unigrams.length; token++) {
      unigrams[token] += other.unigrams[token];
    }
    for (int length = 2; length < numbers.length; length++) {
      for (int count = 0; count <= MOST_COUNTED; count++) {
        numbers[length][count] += other.numbers[length][count];
      }
    }
    return this;
  }

  /** The counts of single tokens, by their ids. */
  long[] unigrams() {
    return unigrams;
  }

  /** Of single tokens the sum of all buckets decides. */
  void completeUnigrams() {
    for (long count : unigrams) {
      if (count > 0) {
        add(1, count);
      }
    }
  }

  /** How many n-grams there are, by order. */
  List<Long> numbers() {
    List<Long> all = new ArrayList<>();
    for (int length = 1; length < numbers.length; length++) {
      all.add(numbers[length][0]);
    }
    return all;
  }

  /** By order. */
  List<Discounts> discounts() {
    List<Discounts> discounts = new ArrayList<>();
    for (int length = 1; length < numbers.length; length++) {
      long[] n = numbers[length];
      discounts.add(Discounts.of(n[1], n[2], n[3], n[4]));
    }
    return discounts;
  }
}
