package org.ravel.grammar;

import java.util.List;

/**
 * One way to rewrite a nonterminal.
 *
 * @param probability of this rule among those of its nonterminal, in (0, 1]
 * @param symbols what the nonterminal becomes, in order; empty for the empty text
 */
public record Rule(double probability, List<Symbol> symbols) {

  public Rule {
    symbols = List.copyOf(symbols);
  }

  /** A part of a rule's right side. */
  public sealed interface Symbol {}

  /** Text of the language. */
  public record Terminal(String text) implements Symbol {

    /** Unicode code points. */
    public int characters() {
      return text.codePointCount(0, text.length());
    }
  }

  /** What is rewritten by one of its own rules. */
  public record Nonterminal(String name) implements Symbol {}
}
