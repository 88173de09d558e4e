package org.ravel.corpus;

import java.util.Locale;

/** Folds tokens to lower case, by Unicode's rules without a locale's. Belongs to one thread. */
final class LowerCase {
  private char[] folded = new char[64];

  /** Folds {@code text[start, end)} into {@link #text()} and returns the length there. */
  int fold(char[] text, int start, int end) {
    int length = end - start;
    if (folded.length < length) {
      folded = new char[length * 2];
    }
    for (int i = 0; i < length; i++) {
      char c = text[start + i];
      if (c >= 0x80) {
        return foldBeyondAscii(new String(text, start, length));
      }
      folded[i] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return length;
  }

  char[] text() {
    return folded;
  }

  private int foldBeyondAscii(String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    if (folded.length < lower.length()) {
      folded = new char[lower.length() * 2];
    }
    lower.getChars(0, lower.length(), folded, 0);
    return lower.length();
  }
}
