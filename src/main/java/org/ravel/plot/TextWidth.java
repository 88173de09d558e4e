package org.ravel.plot;

/**
 * Estimates how wide text is. The browser chooses the font, so the estimate is that of a wide sans
 * serif: what is laid out with it has room in the others.
 */
final class TextWidth {
  private TextWidth() {}

  /** In pixels. */
  static double of(String text, double fontSize) {
    return fontSize * text.codePoints().mapToDouble(TextWidth::ems).sum();
  }

  private static double ems(int point) {
    if (!ShownText.isShown(point)) {
      // Whichever font has the replacement character draws it.
      return 1.4;
    }
    if (point >= 0x1100) {
      return 1.05;
    }
    if ("iljtfrI.,:;|!'()[] /".indexOf(point) >= 0) {
      return 0.38;
    }
    if ("mwMW@%—<>=+~^#&".indexOf(point) >= 0) {
      return 0.95;
    }
    return Character.isUpperCase(point) ? 0.72 : 0.61;
  }

  /** The text, or its beginning and end if it is wider than there is room for. */
  static String shortened(String text, double fontSize, double room) {
    if (of(text, fontSize) <= room) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    for (int kept = points.length - 1; kept > 1; kept--) {
      int head = kept / 2;
      int tail = kept - head;
      String shorter =
          new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
      if (of(shorter, fontSize) <= room) {
        return shorter;
      }
    }
    return "…";
  }
}
