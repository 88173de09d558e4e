package org.ravel.config;

/** What counts as a document; at each document's end the stream holds {@code <eos>}. */
public enum Documents {
  /** Every line; the line break itself is no token. */
  LINE,
  /** Every input file. */
  FILE,
  /** The corpus is one stream without boundaries. */
  NONE
}
