package org.ravel.evaluation.translation;

import java.util.ArrayList;
import java.util.List;

/** White space as Python's {@code str.split} has it, by which sacreBLEU divides text. */
final class WhiteSpaces {
  private WhiteSpaces() {}

  /** Whether a code point is white space. */
  static boolean is(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85;
  }

  /** What stands between white space. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (!is(c)) {
                part.appendCodePoint(c);
              } else if (part.length() > 0) {
                parts.add(part.toString());
                part.setLength(0);
              }
            });
    if (part.length() > 0) {
      parts.add(part.toString());
    }
    return parts;
  }
}
