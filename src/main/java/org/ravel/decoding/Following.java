package org.ravel.decoding;

import java.util.Comparator;

/**
 * What may come next.
 *
 * @param parent the place of the beginning that it continues
 * @param logProbability of all
 */
record Following(int parent, int id, double logProbability) {
  /** The most probable first; what is not a number before all. */
  static final Comparator<Following> ORDER =
      Comparator.comparingDouble(Following::logProbability)
          .reversed()
          .thenComparing(Following::parent)
          .thenComparing(Following::id);
}
