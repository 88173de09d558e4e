package org.ravel.plot;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements; whatever is text or the value of an attribute is escaped. */
final class SvgWriter {
  private final StringBuilder svg = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; numbers are rounded to hundredths of a pixel
   */
  SvgWriter open(String element, Object... attributes) {
    tag(element, attributes).append('>');
    open.push(element);
    return this;
  }

  SvgWriter close() {
    svg.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes an element without content. */
  SvgWriter empty(String element, Object... attributes) {
    tag(element, attributes).append("/>");
    return this;
  }

  /** Writes an element that holds text. */
  SvgWriter text(String element, String text, Object... attributes) {
    open(element, attributes);
    svg.append(ShownText.escaped(text));
    return close();
  }

  private StringBuilder tag(String element, Object... attributes) {
    svg.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      svg.append(' ').append(attributes[i]).append("=\"");
      svg.append(value instanceof Number n ? number(n.doubleValue()) : escaped(value));
      svg.append('"');
    }
    return svg;
  }

  private static String escaped(Object value) {
    return ShownText.escaped(value.toString());
  }

  /** A number of pixels, to a hundredth, in as few characters as it takes. */
  static String number(double pixels) {
    long hundredths = Math.round(pixels * 100);
    String sign = hundredths < 0 ? "-" : "";
    long size = Math.abs(hundredths);
    long rest = size % 100;
    String whole = sign + size / 100;
    if (rest == 0) {
      return whole;
    }
    return whole
        + "."
        + (rest % 10 == 0 ? String.valueOf(rest / 10) : rest < 10 ? "0" + rest : rest);
  }

  @Override
  public String toString() {
    return svg.toString();
  }
}
