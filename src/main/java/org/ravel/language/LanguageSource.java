package org.ravel.language;

import java.io.Serializable;
import java.util.Locale;
import org.ravel.grammar.GrammarText;

/** Where a language comes from, as a value that can be sent. */
public sealed interface LanguageSource extends Serializable {
  /** The language, made anew. */
  Language<?> language();

  /** A language that has a name. */
  record Named(NamedLanguage named) implements LanguageSource {
    @Override
    public Language<?> language() {
      return named.language(named.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /**
   * The language of a probabilistic grammar.
   *
   * @param name of it in messages
   * @param text see {@link GrammarText}
   */
  record Grammar(String name, String text) implements LanguageSource {
    @Override
    public Language<?> language() {
      return Language.of(name, GrammarText.parse(text));
    }
  }

  /**
   * The language of a regular expression.
   *
   * @param text see {@link RegularExpression}
   */
  record Expression(String text) implements LanguageSource {
    @Override
    public Language<?> language() {
      return Language.of(text, RegularExpression.parse(text));
    }
  }

  /**
   * The language of an automaton.
   *
   * @param name of it in messages
   * @param text see {@link AutomatonTable}
   */
  record Table(String name, String text) implements LanguageSource {
    @Override
    public Language<?> language() {
      return Language.of(name, AutomatonTable.parse(text));
    }
  }
}
