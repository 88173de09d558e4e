package org.ravel.language;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Reads strings symbol by symbol, deterministically.
 *
 * @param <S> its states: values that do not change
 */
interface Recogniser<S> {
  /** The symbols; elsewhere a symbol is its place in this list. */
  List<String> symbols();

  /** The state before the first symbol. */
  S start();

  /** The state behind a symbol; empty where no member begins so. */
  Optional<S> next(S state, int symbol);

  /** Whether what has been read is a member. */
  boolean accepts(S state);

  /** The longest strings whose numbers are worth their memory. */
  int longest();

  /** How many strings of a certain length complete what has been read to a member. */
  BigInteger completions(S state, int length);
}
