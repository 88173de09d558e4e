package org.ravel.ngram.counting;

import java.util.Arrays;

/**
 * A text that is read sequence by sequence, with a window that ends at each target. A window has as
 * many tokens as the longest n-gram, but none before the end of the document before, and none
 * before the beginning of a text that does not go on from what was read last. That it goes on is
 * taken from its first token alone, which is the last one of the sequence before then: a text that
 * happens to begin with that token is read as if it went on.
 */
final class GramWindows {
  private static final int FIRST_TOKENS = 1 << 12;

  private final int longest;
  private final int endOfDocument;
  private int[] tokens = new int[FIRST_TOKENS];
  private byte[] lengths = new byte[FIRST_TOKENS];
  private int size;

  /** Tokens of the history of what comes next. */
  private int history;

  GramWindows(CountingRules rules) {
    this.longest = rules.order();
    this.endOfDocument = rules.endOfDocument();
  }

  /**
   * Adds a sequence. Its first token is no target: it is the last one of the sequence before, or
   * begins a text.
   */
  void add(int[] sequence) {
    if (size == 0 || tokens[size - 1] != sequence[0]) {
      add(sequence[0], 0);
      history = 1;
    }
    for (int i = 1; i < sequence.length; i++) {
      add(sequence[i], Math.min(history + 1, longest));
      history = tokens[size - 1] == endOfDocument ? 1 : Math.min(history + 1, longest);
    }
  }

  private void add(int token, int length) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    tokens[size] = token;
    lengths[size++] = (byte) length;
  }

  int size() {
    return size;
  }

  int[] tokens() {
    return tokens;
  }

  /** Tokens of the window that ends at a place; 0 where there is no target. */
  int length(int place) {
    return lengths[place];
  }

  /** Keeps what the windows of further sequences reach back to. */
  void forget() {
    int kept = Math.min(size, longest);
    System.arraycopy(tokens, size - kept, tokens, 0, kept);
    Arrays.fill(lengths, 0, kept, (byte) 0);
    size = kept;
  }
}
