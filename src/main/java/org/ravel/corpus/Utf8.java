package org.ravel.corpus;

/** Lengths in UTF-8 of text that is held in UTF-16. */
final class Utf8 {
  private Utf8() {}

  /** Bytes of a char; half of the four bytes for each half of a surrogate pair is not needed. */
  static int length(char c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  /** Bytes of a text. */
  static int length(char[] text, int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text[i + 1])) {
        bytes += 4;
        i++;
      } else {
        bytes += length(c);
      }
    }
    return bytes;
  }

  /** Whether a byte, here 0 to 255 as a char, continues a code point. */
  static boolean isContinuation(int b) {
    return (b & 0xC0) == 0x80;
  }
}
