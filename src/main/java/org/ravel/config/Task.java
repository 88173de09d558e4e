package org.ravel.config;

/** What a model learns. */
public enum Task {
  /** The next token of a text. */
  LANGUAGE_MODEL,
  /** A label for each step of a sequence. */
  LABELLING,
  /** A label for a whole sequence. */
  CLASSIFICATION
}
