package org.ravel.ngram;

import java.util.regex.Pattern;

/**
 * How tokens are written in an ARPA file, whose words have no white space in them: that is written
 * as {@code \\u0020}, and so is the first character of what would be read as something else.
 */
final class ArpaWords {
  /** Before the first word of a document. */
  static final String BEGINNING = "<s>";

  /** After the last word of a document. */
  static final String END = "</s>";

  /** For all words that have no n-gram of their own. */
  static final String UNKNOWN = "<unk>";

  private static final Pattern ESCAPE = Pattern.compile("\\\\u[0-9a-f]{4}");

  private ArpaWords() {}

  static String escape(String token) {
    boolean reserved = token.equals(BEGINNING) || token.equals(END);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < token.length(); i++) {
      char character = token.charAt(i);
      boolean apart =
          Character.isWhitespace(character)
              || Character.isSpaceChar(character)
              || Character.isISOControl(character)
              || (character == '\\' && ESCAPE.matcher(token).region(i, token.length()).lookingAt());
      if (apart || (reserved && i == 0)) {
        word.append("\\u%04x".formatted((int) character));
      } else {
        word.append(character);
      }
    }
    return word.toString();
  }
}
