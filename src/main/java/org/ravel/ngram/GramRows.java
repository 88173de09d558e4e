package org.ravel.ngram;

import java.util.Arrays;

/**
 * Sequences of a few tokens with counts, in primitive arrays that grow. Their order is that of
 * their tokens from the first one; a sequence comes before those that it begins.
 *
 * <p>A row takes 9 bytes and 4 for each token that has room in it, and 8 more while rows are put in
 * order. The arrays double: of the room up to a half may be free, and while it grows they are there
 * beside their copies.
 */
public final class GramRows {
  private static final int FIRST_ROWS = 16;

  private final int longest;
  private int size;
  private int[] tokens;
  private byte[] lengths;
  private long[] counts;

  /** None yet; {@code longest} tokens have room in each. */
  public GramRows(int longest) {
    this.longest = longest;
    clear();
  }

  /** Removes all, and gives their memory back: without a row they take none. */
  public void clear() {
    size = 0;
    tokens = new int[0];
    lengths = new byte[0];
    counts = new long[0];
  }

  public int size() {
    return size;
  }

  /** Adds a sequence whose tokens are then set by {@link #set}; gives its row. */
  int add(int length, long count) {
    if (size == lengths.length) {
      int rows = size == 0 ? FIRST_ROWS : Math.multiplyExact(size, 2);
      tokens = Arrays.copyOf(tokens, Math.multiplyExact(rows, longest));
      lengths = Arrays.copyOf(lengths, rows);
      counts = Arrays.copyOf(counts, rows);
    }
    lengths[size] = (byte) length;
    counts[size] = count;
    return size++;
  }

  /** Adds the tokens before and at a place of a text, the last one first. */
  public void addBackwards(int[] text, int last, int length) {
    int row = add(length, 1);
    for (int i = 0; i < length; i++) {
      set(row, i, text[last - i]);
    }
  }

  void set(int row, int place, int token) {
    tokens[row * longest + place] = token;
  }

  public int token(int row, int place) {
    return tokens[row * longest + place];
  }

  public int length(int row) {
    return lengths[row];
  }

  public long count(int row) {
    return counts[row];
  }

  void count(int row, long count) {
    counts[row] = count;
  }

  /** How many tokens two rows begin with in common. */
  public int shared(int a, int b) {
    int most = Math.min(lengths[a], lengths[b]);
    int same = 0;
    while (same < most && tokens[a * longest + same] == tokens[b * longest + same]) {
      same++;
    }
    return same;
  }

  private int compare(int a, int b) {
    int most = Math.min(lengths[a], lengths[b]);
    for (int i = 0; i < most; i++) {
      int difference = Integer.compare(tokens[a * longest + i], tokens[b * longest + i]);
      if (difference != 0) {
        return difference;
      }
    }
    return Byte.compare(lengths[a], lengths[b]);
  }

  /**
   * The rows in order, each sequence once: the row of one that was added several times has the sum
   * of the counts. To be called once.
   */
  public int[] distinct() {
    int[] order = ordered();
    int kept = 0;
    for (int row : order) {
      if (kept > 0 && compare(order[kept - 1], row) == 0) {
        counts[order[kept - 1]] += counts[row];
      } else {
        order[kept++] = row;
      }
    }
    return Arrays.copyOf(order, kept);
  }

  /** The rows in order; a sequence that was added several times has as many. */
  int[] ordered() {
    int[] order = new int[size];
    Arrays.setAll(order, row -> row);
    sort(order, order.clone(), 0, size);
    return order;
  }

  /** By merging; both arrays hold the same rows, and {@code into} holds them in order then. */
  private void sort(int[] into, int[] from, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(from, into, start, middle);
    sort(from, into, middle, end);
    if (compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, into, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      if (right == end || (left < middle && compare(from[left], from[right]) <= 0)) {
        into[i] = from[left++];
      } else {
        into[i] = from[right++];
      }
    }
  }
}
