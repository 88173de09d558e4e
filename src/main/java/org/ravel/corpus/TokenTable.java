package org.ravel.corpus;

import java.util.Arrays;

/**
 * Numbers the distinct tokens it is given, 0 upwards, without an object per token: texts lie in one
 * array, found by open addressing; tokens of a single char have an array of their own.
 */
final class TokenTable {
  private static final int NONE = -1;

  private final int[] singles = new int[1 << 16];
  private int[] slots = new int[64];
  private int[] hashes = new int[32];
  private int[] ends = new int[32];
  private char[] texts = new char[256];
  private int size;

  TokenTable() {
    Arrays.fill(singles, NONE);
    Arrays.fill(slots, NONE);
  }

  int size() {
    return size;
  }

  String token(int index) {
    return new String(texts, start(index), ends[index] - start(index));
  }

  /** The token's number, or -1 if it is not here. */
  int find(char[] text, int from, int to) {
    if (to - from == 1) {
      return singles[text[from]];
    }
    return slots[slot(hash(text, from, to), text, from, to)];
  }

  /** The token's number, a new one if it was not here. */
  int add(char[] text, int from, int to) {
    if (to - from == 1) {
      int index = singles[text[from]];
      if (index == NONE) {
        index = append(0, text, from, to);
        singles[text[from]] = index;
      }
      return index;
    }
    int hash = hash(text, from, to);
    int slot = slot(hash, text, from, to);
    if (slots[slot] != NONE) {
      return slots[slot];
    }
    int index = append(hash, text, from, to);
    slots[slot] = index;
    if (size * 2 > slots.length) {
      rehash();
    }
    return index;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private int append(int hash, char[] text, int from, int to) {
    int start = start(size);
    int end = Math.addExact(start, to - from);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    if (end > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(end, (int) Math.min(texts.length * 2L, 1 << 30)));
    }
    System.arraycopy(text, from, texts, start, to - from);
    hashes[size] = hash;
    ends[size] = end;
    return size++;
  }

  /** Where the token is, or the free place where it would be. */
  private int slot(int hash, char[] text, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != NONE && !matches(slots[slot], hash, text, from, to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean matches(int index, int hash, char[] text, int from, int to) {
    return hashes[index] == hash && Arrays.equals(texts, start(index), ends[index], text, from, to);
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, NONE);
    int mask = slots.length - 1;
    for (int index = 0; index < size; index++) {
      if (ends[index] - start(index) != 1) {
        int slot = hashes[index] & mask;
        while (slots[slot] != NONE) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = index;
      }
    }
  }

  private static int hash(char[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
