package org.ravel.language;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.grammar.SplitMix64;

/**
 * Strings of a language and others, each drawn by its own number from the seed: any part of them
 * can be drawn anywhere. Strings of a length are equally likely.
 */
public final class LanguageStrings {
  private static final int ATTEMPTS = 1000;

  private final Language<?> language;
  private final Draw draw;
  private final Optional<Walker> walk;
  private final List<Integer> members;
  private final List<Integer> nonMembers;
  private final long first;
  private final Optional<EveryString> every;

  /**
   * Checks that there are such strings.
   *
   * @throws ConfigurationException if lengths are missing
   * @throws InputException if the language has no strings of a length that was asked for
   */
  public LanguageStrings(Language<?> language, Draw draw) {
    this.language = language;
    this.draw = draw;
    this.first = new SplitMix64(draw.seed()).nextLong();
    this.walk =
        draw.lengths() == null && language.ends()
            ? language.walker().map(walker -> NonEmptyWalker.of(language.name(), walker))
            : language.walker();
    if (draw.lengths() == null && (walk.isEmpty() || !language.ends())) {
      throw new ConfigurationException(
          "%s needs lengths, since %s; give --lengths"
              .formatted(
                  language.name(),
                  language.ends() ? "nothing draws its strings whole" : "its strings have no end"));
    }
    if (draw.lengths() != null && !language.counts()) {
      throw new ConfigurationException(
          "strings of %s are drawn by its rules and not by length; leave --lengths out"
              .formatted(language.name()));
    }
    this.members =
        draw.negatives() == 1
            ? List.of()
            : usable(language::members, "no strings", "give other lengths");
    this.nonMembers =
        draw.negatives() == 0
            ? List.of()
            : usable(
                language::nonMembers,
                "no strings that do not belong to it",
                "give other lengths, or a share of negatives of 0");
    if (draw.every() && (draw.lengths() == null || !language.ends())) {
      throw new ConfigurationException(
          "every string of %s is asked for, but %s"
              .formatted(
                  language.name(),
                  language.ends()
                      ? "there are any number of them; give --lengths"
                      : "its strings have no end; draw some of them without --every"));
    }
    this.every =
        draw.every()
            ? Optional.of(new EveryString(language, draw.lengths(), draw.negatives() > 0))
            : Optional.empty();
  }

  /** How many strings there are where none is drawn and each is taken once; else empty. */
  public OptionalLong number() {
    return every.isPresent() ? OptionalLong.of(every.get().count()) : OptionalLong.empty();
  }

  private List<Integer> usable(IntFunction<BigInteger> number, String none, String remedy) {
    if (draw.lengths() == null) {
      return List.of();
    }
    Lengths lengths = draw.lengths();
    int most = Collections.max(lengths.values());
    if (most > language.longest()) {
      throw new ConfigurationException(
          "strings of %s are drawn up to length %,d, but a length is %,d; give shorter ones"
              .formatted(language.name(), language.longest(), most));
    }
    List<Integer> usable =
        lengths.values().stream().filter(length -> number.apply(length).signum() > 0).toList();
    if (usable.isEmpty() || (!lengths.range() && usable.size() < lengths.values().size())) {
      String which =
          lengths.range()
              ? "a length from %d to %d"
                  .formatted(
                      lengths.values().get(0), lengths.values().get(lengths.values().size() - 1))
              : "length "
                  + lengths.values().stream()
                      .filter(length -> !usable.contains(length))
                      .findFirst()
                      .orElseThrow();
      throw new InputException(
          "%s has %s of %s; %s".formatted(language.name(), none, which, remedy));
    }
    return usable;
  }

  /** The language. */
  public Language<?> language() {
    return language;
  }

  /**
   * A string that was drawn.
   *
   * @param symbols its symbols
   * @param member whether it belongs to the language
   */
  public record Drawn(int[] symbols, boolean member) {}

  /** The string of a number, from 0 on. */
  public Drawn string(long number) {
    if (every.isPresent()) {
      return every.get().string(number);
    }
    SplitMix64 random = new SplitMix64(new SplitMix64(first + number).nextLong());
    boolean member = random.nextDouble() >= draw.negatives();
    return new Drawn(member ? member(random) : nonMember(random), member);
  }

  private int[] member(SplitMix64 random) {
    if (draw.lengths() == null) {
      return walk.orElseThrow().string(random);
    }
    int length = members.get(random.below(members.size()));
    return language.ends()
        ? language.member(length, below(language.members(length), random))
        : stream().string(random, length);
  }

  /** What walks without end. */
  private Walk stream() {
    return (Walk) walk.orElseThrow();
  }

  private int[] nonMember(SplitMix64 random) {
    boolean near = random.nextDouble() < draw.near();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int[] string = draw.lengths() == null ? walked(near, random) : counted(near, random);
      if (!language.contains(string)) {
        return string;
      }
    }
    throw new InputException(
        "%s: %,d strings in a row belong to it, where one that does not was to be drawn; lower the share of negatives%s"
            .formatted(language.name(), ATTEMPTS, near ? ", or that of near ones" : ""));
  }

  /** A string as long as one that is drawn whole. */
  private int[] walked(boolean near, SplitMix64 random) {
    int[] string = walk.orElseThrow().string(random);
    return near ? changed(string, random) : any(string.length, random);
  }

  /** A string of one of the lengths; of the language only by chance. */
  private int[] counted(boolean near, SplitMix64 random) {
    int length = nonMembers.get(random.below(nonMembers.size()));
    return near && language.members(length).signum() > 0
        ? changed(language.member(length, below(language.members(length), random)), random)
        : language.nonMember(length, below(language.nonMembers(length), random));
  }

  /** The same with another symbol at one place, if there is one. */
  private int[] changed(int[] string, SplitMix64 random) {
    int symbols = language.symbols().size();
    if (string.length > 0 && symbols > 1) {
      int place = random.below(string.length);
      int other = random.below(symbols - 1);
      string[place] = other < string[place] ? other : other + 1;
    }
    return string;
  }

  private int[] any(int length, SplitMix64 random) {
    int[] string = new int[length];
    Arrays.setAll(string, place -> random.below(language.symbols().size()));
    return string;
  }

  /** A whole number below a bound, each as likely as another. */
  private static BigInteger below(BigInteger bound, SplitMix64 random) {
    int bits = bound.bitLength();
    byte[] bytes = new byte[bits / Byte.SIZE + 1];
    BigInteger number;
    do {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextLong();
      }
      bytes[0] = (byte) (bytes[0] & (1 << bits % Byte.SIZE) - 1);
      number = new BigInteger(1, bytes);
    } while (number.compareTo(bound) >= 0);
    return number;
  }

  /**
   * Entropy of a string in bits, where all are members.
   *
   * @return empty where some are not, and where nothing is drawn
   */
  public OptionalDouble entropy() {
    if (draw.negatives() > 0 || draw.every()) {
      return OptionalDouble.empty();
    }
    if (draw.lengths() == null) {
      return OptionalDouble.of(walk.orElseThrow().entropy());
    }
    double choice = Math.log(members.size()) / Math.log(2);
    return OptionalDouble.of(
        choice
            + members.stream()
                .mapToDouble(
                    length ->
                        language.ends() ? log2(language.members(length)) : stream().entropy(length))
                .average()
                .orElseThrow());
  }

  /** Mean length of a member. */
  public double meanLength() {
    return draw.lengths() == null
        ? walk.orElseThrow().meanLength()
        : members.stream().mapToInt(length -> length).average().orElse(0);
  }

  private static double log2(BigInteger number) {
    int shift = Math.max(0, number.bitLength() - Double.MAX_EXPONENT);
    return shift + Math.log(number.shiftRight(shift).doubleValue()) / Math.log(2);
  }
}
