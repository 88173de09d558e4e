package org.ravel.corpus;

import com.ibm.icu.lang.UCharacter;

/** White space by Unicode's property of that name, and where text may be cut because of it. */
final class WhiteSpace {
  private WhiteSpace() {}

  /** Whether the char has the property; there is no white space beyond the basic plane. */
  static boolean is(char c) {
    return c < 0x80 ? isAscii(c) : UCharacter.isUWhiteSpace(c);
  }

  /** Space, tab, line feed, vertical tab, form feed, carriage return. */
  static boolean isAscii(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /**
   * Whether no word goes on from {@code before} to {@code after}, whatever stands around them: at a
   * line's end, and between ASCII white space and an ASCII character that is none. By UAX #29 what
   * is on one side of such a place has no influence on the other side.
   */
  static boolean isCut(int before, int after) {
    return before == '\n' || (isAscii(before) && after < 0x80 && !isAscii(after));
  }

  /** The last such place in {@code (from, to)}, or {@code to} after a line feed; else from. */
  static int lastCut(char[] text, int from, int to) {
    if (to > from && text[to - 1] == '\n') {
      return to;
    }
    for (int i = to - 1; i > from; i--) {
      if (isCut(text[i - 1], text[i])) {
        return i;
      }
    }
    return from;
  }
}
