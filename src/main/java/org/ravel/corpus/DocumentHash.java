package org.ravel.corpus;

import java.nio.charset.StandardCharsets;

/**
 * A document's hash, which decides its split: 64-bit <a
 * href="https://datatracker.ietf.org/doc/draft-eastlake-fnv/">FNV-1a</a> of its UTF-8 bytes, then
 * MurmurHash3's 64-bit finaliser, since FNV alone mixes the high bits of short texts badly. Part of
 * the result: it never changes.
 */
final class DocumentHash {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private DocumentHash() {}

  /** Of a file's name. */
  static long of(String name) {
    long hash = OFFSET_BASIS;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * PRIME;
    }
    return mix(hash);
  }

  /** Of a line whose chars are bytes. */
  static long ofBytes(char[] bytes, int from, int to) {
    long hash = OFFSET_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * PRIME;
    }
    return mix(hash);
  }

  /** Of a line of text. */
  static long ofText(char[] text, int from, int to) {
    long hash = OFFSET_BASIS;
    for (int i = from; i < to; i++) {
      if (text[i] >= 0x80) {
        return of(new String(text, from, to - from));
      }
      hash = (hash ^ text[i]) * PRIME;
    }
    return mix(hash);
  }

  private static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
