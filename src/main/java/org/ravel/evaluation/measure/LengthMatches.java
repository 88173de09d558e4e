package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/**
 * How many sequences of a length are right as a whole.
 *
 * @param length their steps
 * @param sequences how many there are
 * @param right those without a mistake
 */
public record LengthMatches(int length, long sequences, long right) implements Serializable {

  /**
   * The greatest length up to which each sequence is right: of aⁿbⁿ what is known as the largest n.
   * Empty where one of the shortest is wrong, or there are no lengths.
   *
   * @param byLength the shortest first
   */
  static OptionalInt rightUpTo(List<LengthMatches> byLength) {
    OptionalInt longest = OptionalInt.empty();
    for (LengthMatches length : byLength) {
      if (length.right() < length.sequences()) {
        return longest;
      }
      longest = OptionalInt.of(length.length());
    }
    return longest;
  }
}
