package org.ravel.plot;

import java.util.List;
import java.util.Locale;

/**
 * A colour by name. Its value, for a light and for a dark page, is in {@code plot.css}; a pale ink
 * is for what accompanies the mark of the same colour.
 */
public enum Ink {
  BLUE,
  PALE_BLUE,
  RED,
  GREEN,
  ORANGE,
  PURPLE,
  TEAL,
  GREY,
  PALE_GREY;

  /** Inks that can be told apart; with more groups they come again. */
  public static final List<Ink> DISTINCT = List.of(BLUE, ORANGE, GREEN, PURPLE, TEAL, RED);

  /** The class of elements in this colour. */
  public String cssClass() {
    return "ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
