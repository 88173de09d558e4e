package org.ravel.config;

/** What a step of a sequence is. */
public enum StepKind {
  /** A token of a text. */
  TOKENS,
  /** Real numbers, as many at each step. */
  NUMBERS
}
