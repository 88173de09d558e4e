package org.ravel.language;

import java.io.Serializable;
import org.ravel.error.ConfigurationException;

/**
 * How strings are drawn.
 *
 * @param seed any number
 * @param lengths null for walks, which a finite automaton alone has
 * @param negatives share of strings that do not belong to the language
 * @param near share of these that differ from a member by one symbol; the others are any
 * @param every whether nothing is drawn, but all strings of the lengths are taken in their order;
 *     of the shares then only whether negatives is 0 matters
 */
public record Draw(long seed, Lengths lengths, double negatives, double near, boolean every)
    implements Serializable {

  public Draw {
    requireShare("negatives", negatives);
    requireShare("near", near);
  }

  /** Strings that are drawn. */
  public Draw(long seed, Lengths lengths, double negatives, double near) {
    this(seed, lengths, negatives, near, false);
  }

  private static void requireShare(String name, double value) {
    // Also refuses NaN.
    if (!(value >= 0 && value <= 1)) {
      throw new ConfigurationException(
          "%s is %s but must lie in [0, 1]; give a share such as 0.5".formatted(name, value));
    }
  }
}
