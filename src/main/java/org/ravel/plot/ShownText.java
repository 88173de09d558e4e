package org.ravel.plot;

/**
 * Text as it is put into a page, whatever it holds: it may come from a corpus, a file's name or a
 * model.
 */
public final class ShownText {
  /** Stands for what cannot be shown. */
  private static final char REPLACEMENT = '\uFFFD';

  private ShownText() {}

  /**
   * Escapes what HTML would take for its own, in elements and in quoted attributes. Characters that
   * HTML does not allow are replaced, and so are those that turn around the text after them, with
   * which one name can be made to look like another.
   */
  public static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(point, html));
    return html.toString();
  }

  private static void append(int point, StringBuilder html) {
    switch (point) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(isShown(point) ? point : REPLACEMENT);
    }
  }

  /** Whether a character stands for itself; the replacement character does so for the others. */
  static boolean isShown(int point) {
    boolean space = point == '\n' || point == '\t' || point == '\r';
    boolean control = Character.isISOControl(point) && !space;
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    boolean nonCharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    boolean turning = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return !control && !surrogate && !nonCharacter && !turning;
  }
}
