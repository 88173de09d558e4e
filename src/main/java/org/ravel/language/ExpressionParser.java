package org.ravel.language;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ravel.error.ConfigurationException;

/**
 * Reads a regular expression, each of whose symbols is a character: {@code |}, {@code *}, {@code
 * +}, {@code ?}, {@code {2}}, {@code {2,}}, {@code {2,4}}, round brackets, and square ones for one
 * of several, such as {@code [a-c]}. White space means nothing, and {@code ()} is the empty string.
 * A backslash comes before characters with another meaning.
 *
 * <p>The places of the symbols are numbered from 1 on; {@link #START} is the place before all. A
 * repetition that is counted has places of its own for each time.
 */
final class ExpressionParser {
  /** The place before the first symbol. */
  static final int START = 0;

  private static final int MOST_CHARACTERS = 1000;
  private static final int MOST_PLACES = 10_000;
  private static final String SIGNS = "|*+?{}()[].^";

  private final String text;
  private final List<Set<Character>> symbols = new ArrayList<>();
  private final List<BitSet> following = new ArrayList<>();
  private BitSet ends;
  private int at;

  /**
   * A part of the expression.
   *
   * @param nullable whether it is for the empty string
   * @param first places that its strings begin with
   * @param last places that its strings end with
   */
  private record Part(boolean nullable, BitSet first, BitSet last) {
    static Part empty() {
      return new Part(true, new BitSet(), new BitSet());
    }

    Part optional() {
      return new Part(true, first, last);
    }

    Part or(Part other) {
      return new Part(
          nullable || other.nullable, union(first, other.first), union(last, other.last));
    }

    private static BitSet union(BitSet one, BitSet other) {
      BitSet both = (BitSet) one.clone();
      both.or(other);
      return both;
    }
  }

  private ExpressionParser(String text) {
    this.text = text;
  }

  /**
   * Reads an expression.
   *
   * @throws ConfigurationException if it is none, or too long
   */
  static ExpressionParser parse(String text) {
    ExpressionParser parser = new ExpressionParser(text.replaceAll("\\s", ""));
    parser.read();
    return parser;
  }

  private void read() {
    if (text.length() > MOST_CHARACTERS) {
      throw refused(
          "has %,d characters, and %,d at most are read".formatted(text.length(), MOST_CHARACTERS),
          "write a shorter one, or an automaton in a file (--automaton)");
    }
    place(Set.of());
    Part whole = choice();
    if (at < text.length()) {
      throw unexpected("a bracket is closed that was not opened");
    }
    following.get(START).or(whole.first());
    ends = (BitSet) whole.last().clone();
    ends.set(START, whole.nullable());
  }

  /** The symbols that may be at each place; none at {@link #START}. */
  List<Set<Character>> symbols() {
    return symbols;
  }

  /** The places that may follow one. */
  BitSet following(int place) {
    return following.get(place);
  }

  /** The places where a string may end. */
  BitSet ends() {
    return ends;
  }

  ConfigurationException refused(String what, String remedy) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new ConfigurationException(
        "the regular expression '%s' %s; %s".formatted(shown, what, remedy));
  }

  private ConfigurationException unexpected(String what) {
    return refused(
        "cannot be read at its character %d: %s".formatted(at + 1, what),
        "correct it, or put a backslash before a character that is a symbol");
  }

  private int place(Set<Character> which) {
    if (symbols.size() > MOST_PLACES) {
      throw refused(
          "has more than %,d symbols with all repetitions".formatted(MOST_PLACES),
          "write a shorter one, or an automaton in a file (--automaton)");
    }
    symbols.add(which);
    following.add(new BitSet());
    return symbols.size() - 1;
  }

  private boolean sees(char sign) {
    return at < text.length() && text.charAt(at) == sign;
  }

  private boolean takes(char sign) {
    boolean sees = sees(sign);
    at += sees ? 1 : 0;
    return sees;
  }

  private Part choice() {
    Part part = sequence();
    while (takes('|')) {
      part = part.or(sequence());
    }
    return part;
  }

  private Part sequence() {
    Part part = Part.empty();
    while (at < text.length() && !sees('|') && !sees(')')) {
      part = followed(part, repeated());
    }
    return part;
  }

  private Part followed(Part one, Part other) {
    one.last().stream().forEach(place -> following.get(place).or(other.first()));
    return new Part(
        one.nullable() && other.nullable(),
        one.nullable() ? Part.union(one.first(), other.first()) : one.first(),
        other.nullable() ? Part.union(one.last(), other.last()) : other.last());
  }

  private Part looped(Part part) {
    part.last().stream().forEach(place -> following.get(place).or(part.first()));
    return part;
  }

  private Part repeated() {
    int from = at;
    Part once = atom();
    Part part = once;
    if (takes('*')) {
      part = looped(once).optional();
    } else if (takes('+')) {
      part = looped(once);
    } else if (takes('?')) {
      part = once.optional();
    } else if (takes('{')) {
      part = counted(once, from);
    }
    if (sees('*') || sees('+') || sees('?') || sees('{')) {
      throw unexpected("a repetition is repeated; put round brackets around it");
    }
    return part;
  }

  private Part counted(Part once, int from) {
    int least = number();
    boolean endless = takes(',') && sees('}');
    int most = endless ? Math.max(1, least) : text.charAt(at - 1) == ',' ? number() : least;
    if (!takes('}') || most < Math.max(1, least)) {
      throw unexpected("a repetition is {2}, {2,} or {2,4}");
    }
    int end = at;
    Part whole = Part.empty();
    for (int time = 1; time <= most; time++) {
      Part next = once;
      if (time > 1) {
        at = from;
        next = atom();
      }
      next = endless && time == most ? looped(next) : next;
      whole = followed(whole, time > least ? next.optional() : next);
    }
    at = end;
    return whole;
  }

  private int number() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > 4) {
      throw unexpected("a repetition is {2}, {2,} or {2,4}, of four digits at most");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private Part atom() {
    if (takes('(')) {
      Part part = choice();
      if (!takes(')')) {
        throw unexpected("a round bracket is not closed");
      }
      return part;
    }
    int place = place(takes('[') ? several() : Set.of(symbol()));
    BitSet itself = new BitSet();
    itself.set(place);
    return new Part(false, itself, itself);
  }

  private Set<Character> several() {
    Set<Character> several = new TreeSet<>();
    while (!sees(']')) {
      char first = symbol();
      char last = takes('-') ? symbol() : first;
      if (last < first) {
        throw unexpected("a range begins with its last symbol");
      }
      for (int symbol = first; symbol <= last; symbol++) {
        several.add((char) symbol);
      }
    }
    at++;
    if (several.isEmpty()) {
      throw unexpected("square brackets have no symbol");
    }
    return several;
  }

  private char symbol() {
    if (at == text.length()) {
      throw unexpected("it ends too early");
    }
    boolean meant = takes('\\');
    if (at == text.length()) {
      throw unexpected("it ends with a backslash");
    }
    char symbol = text.charAt(at);
    if (!meant && SIGNS.indexOf(symbol) >= 0) {
      throw unexpected(
          symbol == '.' || symbol == '^'
              ? "name the symbols that are meant, such as [ab]"
              : "'%s' is no symbol".formatted(symbol));
    }
    if (Character.isSurrogate(symbol)) {
      throw unexpected("a symbol outside of the basic plane of Unicode");
    }
    at++;
    return symbol;
  }
}
