package org.ravel.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ravel.error.InputException;
import org.ravel.grammar.ProbabilisticGrammar;

/**
 * A formal language. Its strings are arrays of symbols, and a symbol is its place in {@link
 * #symbols}.
 *
 * @param <S> the states of whoever reads its strings, which nobody else sees
 */
public final class Language<S> {
  private final String name;
  private final Recogniser<S> recogniser;
  private final boolean ends;
  private final Optional<Walker> walker;

  private Language(String name, Recogniser<S> recogniser, boolean ends, Optional<Walker> walker) {
    this.walker = walker;
    this.name = name;
    this.recogniser = recogniser;
    this.ends = ends;
  }

  /** Strings that have an end, which must be foreseen. */
  static <S> Language<S> of(String name, Recogniser<S> recogniser) {
    return new Language<>(name, recogniser, true, Optional.empty());
  }

  /** The language of a grammar, whose strings are drawn by its rules. */
  public static Language<?> of(String name, ProbabilisticGrammar grammar) {
    GrammarWalk walk = new GrammarWalk(grammar);
    return new Language<>(
        name, new EarleyRecogniser(grammar, walk.symbols()), true, Optional.of(walk));
  }

  /** Beginnings of streams without an end. */
  static Language<Integer> stream(String name, FiniteAutomaton automaton) {
    return new Language<>(name, automaton, false, Optional.of(new Walk(automaton, false)));
  }

  /** The language of an automaton of the user's own. */
  public static Language<Integer> of(String name, FiniteAutomaton automaton) {
    return new Language<>(name, automaton, true, Optional.of(new Walk(automaton, true)));
  }

  /** How it is called in messages. */
  public String name() {
    return name;
  }

  /** Its symbols. */
  public List<String> symbols() {
    return recogniser.symbols();
  }

  /** Whether its strings have an end, and are not beginnings of streams. */
  public boolean ends() {
    return ends;
  }

  /** What draws whole strings, where something does. */
  Optional<Walker> walker() {
    return walker;
  }

  /** Whether strings of a length are counted, and each is drawn as often as another. */
  boolean counts() {
    return recogniser.longest() > 0;
  }

  /** Its automaton; empty where no finite one recognises it. */
  public Optional<FiniteAutomaton> automaton() {
    return recogniser instanceof FiniteAutomaton automaton
        ? Optional.of(automaton)
        : Optional.empty();
  }

  /** Whether a string belongs to it. */
  public boolean contains(int[] string) {
    Optional<S> state = Optional.of(recogniser.start());
    for (int i = 0; i < string.length && state.isPresent(); i++) {
      state = recogniser.next(state.get(), string[i]);
    }
    return state.filter(recogniser::accepts).isPresent();
  }

  /**
   * What may follow each beginning of a string, the empty and the whole one among them: places of
   * symbols, and behind them the number of symbols for the end. Nothing may follow a beginning of
   * no member.
   */
  public List<BitSet> legal(int[] string) {
    List<BitSet> sets = new ArrayList<>();
    Optional<S> state = Optional.of(recogniser.start());
    sets.add(legal(state));
    for (int symbol : string) {
      state = state.flatMap(before -> recogniser.next(before, symbol));
      sets.add(legal(state));
    }
    return sets;
  }

  private BitSet legal(Optional<S> state) {
    BitSet set = new BitSet();
    state.ifPresent(
        reached -> {
          for (int symbol = 0; symbol < symbols().size(); symbol++) {
            set.set(symbol, recogniser.next(reached, symbol).isPresent());
          }
          set.set(symbols().size(), ends && recogniser.accepts(reached));
        });
    return set;
  }

  /** The longest strings that are drawn by length. */
  public int longest() {
    return recogniser.longest();
  }

  /** How many strings of a length belong to it. */
  public BigInteger members(int length) {
    return recogniser.completions(recogniser.start(), length);
  }

  /** How many strings of a length do not. */
  public BigInteger nonMembers(int length) {
    return all(length).subtract(members(length));
  }

  /**
   * The member of a length at a place in the order of symbols.
   *
   * @param place from 0, below {@link #members}
   */
  public int[] member(int length, BigInteger place) {
    return at(length, place, false);
  }

  /**
   * The same of strings that do not belong to it.
   *
   * @param place from 0, below {@link #nonMembers}
   */
  public int[] nonMember(int length, BigInteger place) {
    return at(length, place, true);
  }

  private int[] at(int length, BigInteger place, boolean complement) {
    BigInteger number = complement ? nonMembers(length) : members(length);
    if (place.signum() < 0 || place.compareTo(number) >= 0) {
      throw new IllegalArgumentException(
          "place %s must lie below the %s strings of length %d".formatted(place, number, length));
    }
    int[] string = new int[length];
    Optional<S> state = Optional.of(recogniser.start());
    BigInteger rest = place;
    for (int i = 0; i < length; i++) {
      int left = length - i - 1;
      int symbol = -1;
      Optional<S> reached = Optional.empty();
      BigInteger below = BigInteger.ZERO;
      do {
        rest = rest.subtract(below);
        symbol++;
        int read = symbol;
        reached = state.flatMap(before -> recogniser.next(before, read));
        BigInteger inside =
            reached.map(to -> recogniser.completions(to, left)).orElse(BigInteger.ZERO);
        below = complement ? all(left).subtract(inside) : inside;
      } while (rest.compareTo(below) >= 0);
      string[i] = symbol;
      state = reached;
    }
    return string;
  }

  private BigInteger all(int length) {
    return BigInteger.valueOf(symbols().size()).pow(length);
  }

  /** A string as text: its symbols with blanks between them. */
  public String text(int[] string) {
    return Arrays.stream(string).mapToObj(symbols()::get).collect(Collectors.joining(" "));
  }

  /**
   * Text as a string: symbols with blanks between them.
   *
   * @throws InputException if the language has no such symbol
   */
  public int[] string(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(symbol -> !symbol.isEmpty())
        .mapToInt(this::symbol)
        .toArray();
  }

  private int symbol(String symbol) {
    int place = symbols().indexOf(symbol);
    if (place < 0) {
      throw new InputException(
          "%s has no symbol '%s'; its symbols are %s"
              .formatted(name, symbol, String.join(" ", symbols())));
    }
    return place;
  }
}
