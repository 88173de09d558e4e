package org.ravel.language;

/** What a line says of its string. */
public enum Answers {
  /** Nothing: the string alone, for language models. */
  NONE,
  /** Whether it belongs to the language. */
  ACCEPT,
  /** What may follow each of its symbols. */
  LEGAL,
  /** Both. */
  BOTH
}
