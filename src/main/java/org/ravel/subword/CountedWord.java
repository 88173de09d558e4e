package org.ravel.subword;

import java.util.List;

/**
 * A word of a text.
 *
 * @param symbols what it is spelled with before any merge
 * @param count how often it stands there
 */
public record CountedWord(List<String> symbols, long count) {
  public CountedWord {
    symbols = List.copyOf(symbols);
  }
}
