package org.ravel.language;

import java.math.BigInteger;
import java.util.List;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.language.LanguageStrings.Drawn;

/**
 * All strings of some lengths, each once: length by length, of each first those that belong to the
 * language, in the order of symbols.
 */
final class EveryString {
  /** Some minutes' work. */
  private static final long MOST = 10_000_000;

  private final Language<?> language;
  private final List<Integer> lengths;

  /** The number of strings before those of a length; behind the last one, of all. */
  private final long[] before;

  /**
   * Counts the strings.
   *
   * @param others whether those are strings too that do not belong to the language
   * @throws ConfigurationException if there are too many
   * @throws InputException if there are none
   */
  EveryString(Language<?> language, Lengths lengths, boolean others) {
    this.language = language;
    this.lengths = lengths.values().stream().distinct().toList();
    before = new long[this.lengths.size() + 1];
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < this.lengths.size(); i++) {
      int length = this.lengths.get(i);
      sum = sum.add(language.members(length));
      sum = others ? sum.add(language.nonMembers(length)) : sum;
      if (sum.compareTo(BigInteger.valueOf(MOST)) > 0) {
        throw new ConfigurationException(
            "every string of %s is asked for, but up to length %,d there are more than %,d; give shorter lengths, or draw some of them without --every"
                .formatted(language.name(), length, MOST));
      }
      before[i + 1] = sum.longValueExact();
    }
    if (count() == 0) {
      throw new InputException(
          "%s has no strings of these lengths; give other lengths".formatted(language.name()));
    }
  }

  /** How many there are. */
  long count() {
    return before[lengths.size()];
  }

  /** The string of a number, from 0 on, below {@link #count}. */
  Drawn string(long number) {
    int place = 0;
    while (number >= before[place + 1]) {
      place++;
    }
    int length = lengths.get(place);
    BigInteger rest = BigInteger.valueOf(number - before[place]);
    BigInteger members = language.members(length);
    return rest.compareTo(members) < 0
        ? new Drawn(language.member(length, rest), true)
        : new Drawn(language.nonMember(length, rest.subtract(members)), false);
  }
}
