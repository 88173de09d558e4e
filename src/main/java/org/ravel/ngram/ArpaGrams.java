package org.ravel.ngram;

import java.util.Arrays;

/**
 * N-grams with a probability and the weight of shorter histories after them, as an ARPA file has
 * them. They are in primitive arrays: see {@link GramRows} for what they take.
 */
final class ArpaGrams {
  /** N-grams of a part, about. */
  private static final long PART = 1 << 19;

  /** Of a unigram that the file does not have. */
  static final double MISSING = -1;

  /**
   * Instead of probabilities and weights of 0, by which what was read would have no likelihood, and
   * of others that a float does not hold.
   */
  static final double LEAST = 1e-20;

  /** Probabilities that sum to more are none, however they were rounded. */
  static final double MOST = 1.01;

  private final int order;
  private final long longer;

  /** Made when the first one is needed: what a file says that it has is not to be believed. */
  private GramRows[] parts;

  private double[] unigrams = new double[1 << 10];
  private float[] rests = new float[1 << 10];
  private int tokens;

  /**
   * None yet.
   *
   * @param longer how many there will be of two tokens or more, about
   */
  ArpaGrams(int order, long longer) {
    this.order = order;
    this.longer = longer;
    Arrays.fill(unigrams, MISSING);
    Arrays.fill(rests, 1);
  }

  int order() {
    return order;
  }

  /** One more than the largest id that has a place. */
  int tokens() {
    return tokens;
  }

  /** Makes room for ids below a number. */
  void reserve(int count) {
    int room = unigrams.length;
    if (count > room) {
      int larger = Math.max(count, Math.multiplyExact(room, 2));
      unigrams = Arrays.copyOf(unigrams, larger);
      rests = Arrays.copyOf(rests, larger);
      Arrays.fill(unigrams, room, larger, MISSING);
      Arrays.fill(rests, room, larger, 1);
    }
    tokens = Math.max(tokens, count);
  }

  /** The probability of a token without a history; {@link #MISSING} if it has none. */
  double unigram(int token) {
    return unigrams[token];
  }

  void unigram(int token, double probability) {
    unigrams[token] = probability;
  }

  /** What the probabilities of all tokens sum to. */
  double sum() {
    double sum = 0;
    for (int token = 0; token < tokens; token++) {
      sum += Math.max(unigrams[token], 0);
    }
    return sum;
  }

  /** Raises probabilities of 0 to {@link #LEAST}; returns how many they were. */
  int raiseUnigrams() {
    int raised = 0;
    for (int token = 0; token < tokens; token++) {
      if (unigrams[token] < LEAST) {
        unigrams[token] = LEAST;
        raised++;
      }
    }
    return raised;
  }

  /** The weight of the unigrams after a token. */
  float rest(int token) {
    return rests[token];
  }

  void rest(int token, double weight) {
    rests[token] = (float) weight;
  }

  /** Adds the n-gram of the first tokens of a path. */
  void add(int[] path, int length, double probability, double rest) {
    GramRows rows = part(path[0] % parts());
    int row = rows.add(length, packed((float) probability, (float) rest));
    for (int i = 0; i < length; i++) {
      rows.set(row, i, path[i]);
    }
  }

  /** No more than there are tokens, all of which have a place when it is first asked. */
  int parts() {
    if (parts == null) {
      long wanted = order == 1 ? 0 : Math.min(Math.max(longer - 1, 0) / PART + 1, tokens);
      parts = new GramRows[Math.toIntExact(wanted)];
      Arrays.setAll(parts, part -> new GramRows(order));
    }
    return parts.length;
  }

  GramRows part(int number) {
    return parts[number];
  }

  double[] unigrams() {
    return Arrays.copyOf(unigrams, tokens);
  }

  /** What the numbers of a part's n-grams mean. */
  NodeShares shares(int part) {
    return (length, node, own, numbers, start, end, shares) -> {
      for (int child = start; child < end; child++) {
        shares[child] = probability(numbers[child]);
      }
      return length == 2 ? rests[node * parts() + part] : rest(own);
    };
  }

  private static long packed(float probability, float rest) {
    return (long) Float.floatToIntBits(probability) << Integer.SIZE
        | Integer.toUnsignedLong(Float.floatToIntBits(rest));
  }

  /** The probability among a row's numbers. */
  static float probability(long packed) {
    return Float.intBitsToFloat((int) (packed >>> Integer.SIZE));
  }

  private static float rest(long packed) {
    return Float.intBitsToFloat((int) packed);
  }
}
