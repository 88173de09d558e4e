package org.ravel.language;

import org.ravel.error.InputException;
import org.ravel.grammar.SplitMix64;

/**
 * Draws again where another source draws the empty string, which no network can read and no line
 * can hold.
 */
final class NonEmptyWalker implements Walker {
  private final Walker walker;
  private final double empty;

  private NonEmptyWalker(Walker walker) {
    this.walker = walker;
    this.empty = walker.emptyProbability();
  }

  /**
   * The same source, but for the empty string.
   *
   * @param language its name in messages
   * @throws InputException if it draws no other string
   */
  static Walker of(String language, Walker walker) {
    if (walker.meanLength() <= 0) {
      throw new InputException(
          "%s holds no string but the empty one, which no network can read; give it strings that have symbols"
              .formatted(language));
    }
    return walker.emptyProbability() > 0 ? new NonEmptyWalker(walker) : walker;
  }

  @Override
  public int[] string(SplitMix64 random) {
    int[] string;
    do {
      string = walker.string(random);
    } while (string.length == 0);
    return string;
  }

  /**
   * By the chain rule: a string's entropy is that of whether it is empty, and then that of the
   * others as often as it is not. If the empty one can be drawn in several ways, it is an upper
   * bound.
   */
  @Override
  public double entropy() {
    double full = 1 - empty;
    double whether = -(empty * Math.log(empty) + full * Math.log(full)) / Math.log(2);
    // Below 0 by rounding alone.
    return Math.max(0, (walker.entropy() - whether) / full);
  }

  @Override
  public double meanLength() {
    return walker.meanLength() / (1 - empty);
  }

  @Override
  public double emptyProbability() {
    return 0;
  }
}
