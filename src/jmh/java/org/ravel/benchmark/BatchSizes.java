package org.ravel.benchmark;

import java.util.Locale;

/** Sizes of a language model's minibatch. */
enum BatchSizes {
  /** Characters. */
  CHARACTERS(96, 64, 64),
  /** Words. */
  WORDS(10_000, 20, 35);

  private final int vocabulary;
  private final int minibatch;
  private final int length;

  BatchSizes(int vocabulary, int minibatch, int length) {
    this.vocabulary = vocabulary;
    this.minibatch = minibatch;
    this.length = length;
  }

  int vocabulary() {
    return vocabulary;
  }

  int minibatch() {
    return minibatch;
  }

  int length() {
    return length;
  }

  int tokens() {
    return minibatch * length;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
