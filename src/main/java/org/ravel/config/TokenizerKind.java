package org.ravel.config;

/** How text is cut into tokens. */
public enum TokenizerKind {
  /** A token is a Unicode code point. */
  CHARACTER,
  /** A token is a byte of the input, whatever its encoding. */
  BYTE,
  /** A token is a word or a punctuation mark by the word boundaries of UAX #29. */
  WORD,
  /** A token is what stands between white space: for text tokenised already. */
  WHITESPACE,
  /** A token is a part of a word, by byte-pair encoding that is learned from the text. */
  SUBWORD
}
