package org.ravel.evaluation.tally;

import java.io.Serializable;

/**
 * Sums that were counted on any number of blocks. They are exact, so the order in which blocks meet
 * does not matter.
 *
 * @param <S> the sums themselves
 */
public interface Sums<S extends Sums<S>> extends Serializable {

  /** With those of other blocks; may change this. */
  S plus(S other);
}
