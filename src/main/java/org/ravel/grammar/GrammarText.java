package org.ravel.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.error.InputException;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

/**
 * Reads a grammar's text. A line {@code Name = 0.7 "a " Name | 0.3 "b"} holds rules; further
 * alternatives may follow on lines that begin with a bar; quoted text holds no bars and no quotes.
 * A line {@code Name ~ word, word} holds words with probabilities proportional to 1 / (rank + 8),
 * ranks from 0. A line that begins with {@code #} is a comment. The first nonterminal is the start.
 */
public final class GrammarText {
  private static final Pattern DEFINITION = Pattern.compile("(\\w+)\\s*([=~])(.*)");
  private static final Pattern ALTERNATIVE = Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)(.*)");
  private static final Pattern SYMBOL = Pattern.compile("\\s*(?:\"([^\"]*)\"|(\\w+))\\s*");

  /** Flattens the head of the distribution, as in Mandelbrot's form of Zipf's law. */
  private static final double RANK_OFFSET = 8;

  private GrammarText() {}

  /**
   * The grammar that the text describes.
   *
   * @throws InputException if a line cannot be read or the grammar is unsound
   */
  public static ProbabilisticGrammar parse(String text) {
    Map<String, List<Rule>> rules = new LinkedHashMap<>();
    for (String definition : definitions(text)) {
      Matcher matcher = DEFINITION.matcher(definition);
      if (!matcher.matches()) {
        throw unreadable(definition);
      }
      List<Rule> alternatives =
          matcher.group(2).equals("~") ? words(matcher.group(3)) : alternatives(matcher.group(3));
      if (rules.put(matcher.group(1), alternatives) != null) {
        throw new InputException(
            "%s is defined twice; a nonterminal has one definition".formatted(matcher.group(1)));
      }
    }
    if (rules.isEmpty()) {
      throw new InputException("the grammar is empty; give it at least one rule");
    }
    return new ProbabilisticGrammar(rules.keySet().iterator().next(), rules);
  }

  private static List<String> definitions(String text) {
    List<String> joined = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("|") && !joined.isEmpty()) {
        joined.add(joined.remove(joined.size() - 1) + " " + line);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        joined.add(line);
      }
    }
    return joined;
  }

  private static List<Rule> words(String list) {
    List<String> words = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    double total = 0;
    for (int rank = 0; rank < words.size(); rank++) {
      total += 1 / (rank + RANK_OFFSET);
    }
    List<Rule> rules = new ArrayList<>();
    for (int rank = 0; rank < words.size(); rank++) {
      double probability = 1 / (rank + RANK_OFFSET) / total;
      rules.add(new Rule(probability, List.of(new Terminal(words.get(rank)))));
    }
    return rules;
  }

  private static List<Rule> alternatives(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      Matcher matcher = ALTERNATIVE.matcher(alternative);
      if (!matcher.matches()) {
        throw unreadable(alternative);
      }
      rules.add(new Rule(Double.parseDouble(matcher.group(1)), symbols(matcher.group(2))));
    }
    return rules;
  }

  private static List<Symbol> symbols(String text) {
    String stripped = text.strip();
    List<Symbol> symbols = new ArrayList<>();
    Matcher matcher = SYMBOL.matcher(stripped);
    while (matcher.regionStart() < stripped.length()) {
      if (!matcher.lookingAt()) {
        throw unreadable(stripped.substring(matcher.regionStart()));
      }
      symbols.add(
          matcher.group(1) != null
              ? new Terminal(matcher.group(1))
              : new Nonterminal(matcher.group(2)));
      matcher.region(matcher.end(), stripped.length());
    }
    return symbols;
  }

  private static InputException unreadable(String text) {
    return new InputException(
        ("the grammar's '%s' cannot be read; write Name = probability symbols | …, or Name ~ word,"
                + " word, …")
            .formatted(text.strip()));
  }
}
