package org.ravel.language;

import org.ravel.grammar.SplitMix64;

/** Draws whole strings of a language by a source of its own. */
interface Walker {
  /** A string. */
  int[] string(SplitMix64 random);

  /** Entropy of a string in bits; an upper bound where a string can be drawn in several ways. */
  double entropy();

  /** Mean length of a string. */
  double meanLength();

  /** Probability of the empty string. */
  double emptyProbability();
}
