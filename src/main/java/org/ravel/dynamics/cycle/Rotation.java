package org.ravel.dynamics.cycle;

/** How states near a cycle move along the direction of its leading eigenvalue. */
public enum Rotation {
  /** On one side: the eigenvalue is real and not negative. */
  MONOTONIC("monotonic"),
  /** From side to side: the eigenvalue is real and negative. */
  OSCILLATING("oscillating"),
  /** In a spiral: the eigenvalue is one of a complex pair. */
  SPIRALLING("spiralling");

  private final String word;

  Rotation(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }
}
