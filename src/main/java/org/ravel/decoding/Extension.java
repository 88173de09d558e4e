package org.ravel.decoding;

import java.util.Comparator;

/**
 * What may come next.
 *
 * @param parent the place of the prefix that it continues
 * @param logProbability of all
 */
record Extension(int parent, int id, double logProbability) {
  /** The most probable first; what is not a number before all. */
  static final Comparator<Extension> ORDER =
      Comparator.comparingDouble(Extension::logProbability)
          .reversed()
          .thenComparing(Extension::parent)
          .thenComparing(Extension::id);
}
