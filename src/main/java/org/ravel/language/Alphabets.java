package org.ravel.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ravel.error.InputException;

/** What the symbols of a language must be. */
final class Alphabets {
  /** How the end of a string is written in a set of what may follow. */
  static final String END = "$";

  private Alphabets() {}

  /**
   * Checks the symbols of a language.
   *
   * @throws InputException if there are none, or one is empty, holds blanks, is the sign of the end
   *     or there twice
   */
  static void requireSound(List<String> symbols) {
    if (symbols.isEmpty()) {
      throw new InputException("the language has no symbols; give it at least one");
    }
    Set<String> seen = new HashSet<>();
    for (String symbol : symbols) {
      if (symbol.isEmpty() || symbol.chars().anyMatch(Character::isWhitespace)) {
        throw new InputException(
            "the symbol '%s' is empty or holds a blank; blanks divide symbols, so choose another"
                .formatted(symbol));
      }
      if (symbol.equals(END)) {
        throw new InputException(
            "the symbol %s marks the end of a string; choose another".formatted(END));
      }
      if (!seen.add(symbol)) {
        throw new InputException(
            "the symbol %s is there twice; the symbols of a language are all different"
                .formatted(symbol));
      }
    }
  }
}
