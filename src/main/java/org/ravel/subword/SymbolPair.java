package org.ravel.subword;

import java.util.Arrays;

/** Two symbols, by their numbers, how often they stand side by side, and in which words. */
final class SymbolPair {
  final int left;
  final int right;
  long count;
  private int[] words = new int[2];
  private int size;

  SymbolPair(int left, int right) {
    this.left = left;
    this.right = right;
  }

  /** A word that has the pair; words are added in turn, so that a second time shows. */
  void add(int word) {
    if (size > 0 && words[size - 1] == word) {
      return;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
    words[size++] = word;
  }

  /** The words that have had the pair; some may have it no more. */
  int[] words() {
    return Arrays.copyOf(words, size);
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }
}
