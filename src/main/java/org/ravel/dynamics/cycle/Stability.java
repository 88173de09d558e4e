package org.ravel.dynamics.cycle;

/** What becomes of states near a cycle. */
public enum Stability {
  /** All directions lead to it: all eigenvalues lie inside the unit circle. */
  ATTRACTING("attracting"),
  /** No direction leads to it: all eigenvalues lie outside. */
  REPELLING("repelling"),
  /** Some directions lead to it and others away. */
  SADDLE("saddle"),
  /** An eigenvalue lies on the unit circle, as far as numbers can tell. */
  NEUTRAL("neutral");

  private final String word;

  Stability(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }
}
