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
 */
public record Draw(long seed, Lengths lengths, double negatives, double near)
    implements Serializable {

  public Draw {
    requireShare("negatives", negatives);
    requireShare("near", near);
  }

  private static void requireShare(String name, double value) {
    // Also refuses NaN.
    if (!(value >= 0 && value <= 1)) {
      throw new ConfigurationException(
          "%s is %s but must lie in [0, 1]; give a share such as 0.5".formatted(name, value));
    }
  }
}
