package org.ravel.ngram;

import java.util.Arrays;

/**
 * Sequences of tokens with counts in bytes, as they travel between tasks: of each only what the one
 * before it lacks, in numbers of seven bits a byte.
 */
public final class GramBytes {
  private static final int LENGTH_BITS = 4;
  private static final int MOST_BYTES = 5 * 6 + 11;

  private int[] before;
  private int[] next;
  private int lengthBefore;
  private byte[] bytes = new byte[256];
  private int size;

  /** Nothing yet; {@code longest} tokens have room in a sequence. */
  public GramBytes(int longest) {
    this.before = new int[longest];
    this.next = new int[longest];
  }

  /** Adds a row with its count. */
  public void add(GramRows rows, int row) {
    int length = rows.length(row);
    for (int i = 0; i < length; i++) {
      next[i] = rows.token(row, i);
    }
    write(length, rows.count(row));
  }

  /** Adds the first tokens of a row, the last of them first. */
  public void addBackwards(GramRows rows, int row, int length, long count) {
    for (int i = 0; i < length; i++) {
      next[i] = rows.token(row, length - 1 - i);
    }
    write(length, count);
  }

  private void write(int length, long count) {
    if (size + MOST_BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
    }
    int shared = 0;
    while (shared < Math.min(length, lengthBefore) && before[shared] == next[shared]) {
      shared++;
    }
    bytes[size++] = (byte) (shared << LENGTH_BITS | length);
    for (int i = shared; i < length; i++) {
      number(next[i]);
    }
    number(count);
    int[] written = next;
    next = before;
    before = written;
    lengthBefore = length;
  }

  private void number(long value) {
    long rest = value;
    while (rest > 0x7F) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** What was added. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Adds all sequences of some bytes to rows. */
  public static void read(byte[] bytes, GramRows into) {
    int at = 0;
    int row = -1;
    while (at < bytes.length) {
      int shared = (bytes[at] & 0xFF) >>> LENGTH_BITS;
      int length = bytes[at++] & ((1 << LENGTH_BITS) - 1);
      int next = into.add(length, 0);
      for (int i = 0; i < shared; i++) {
        into.set(next, i, into.token(row, i));
      }
      for (int i = shared; i < length; i++) {
        int token = 0;
        int shift = 0;
        while (bytes[at] < 0) {
          token |= (bytes[at++] & 0x7F) << shift;
          shift += 7;
        }
        into.set(next, i, token | bytes[at++] << shift);
      }
      long count = 0;
      int shift = 0;
      while (bytes[at] < 0) {
        count |= (long) (bytes[at++] & 0x7F) << shift;
        shift += 7;
      }
      into.count(next, count | (long) bytes[at++] << shift);
      row = next;
    }
  }
}
