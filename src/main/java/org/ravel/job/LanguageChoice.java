package org.ravel.job;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.ravel.config.ConfigNames;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.language.LanguageSource;
import org.ravel.language.NamedLanguage;
import org.ravel.storage.Storage;
import picocli.CommandLine.Option;

/** Options that name a formal language. */
final class LanguageChoice {
  private static final String LANGUAGE = "--language";

  @Option(
      names = LANGUAGE,
      paramLabel = "LANGUAGE",
      completionCandidates = LanguageNames.class,
      description = {"A formal language: one of", "${COMPLETION-CANDIDATES}; see languages.md."})
  private String language;

  @Option(
      names = "--automaton",
      paramLabel = "FILE",
      description = "The language of a deterministic finite automaton in a file.")
  private String automaton;

  @Option(
      names = "--grammar",
      paramLabel = "FILE",
      description = "The language of a probabilistic context-free grammar in a file.")
  private String grammar;

  @Option(
      names = "--regex",
      paramLabel = "EXPRESSION",
      description = {
        "The language of a regular expression, each of whose symbols is a character,",
        "such as (ab|c)*."
      })
  private String regex;

  /** What the help lists. */
  private static final class LanguageNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(NamedLanguage.values()).map(ConfigNames::of).iterator();
    }
  }

  /** Whether there is one. */
  boolean given() {
    return Stream.of(language, automaton, grammar, regex).anyMatch(Objects::nonNull);
  }

  /** Whether it is that of a grammar. */
  boolean isGrammar() {
    return grammar != null;
  }

  /**
   * Where the language comes from.
   *
   * @throws ConfigurationException if there are several, or there is none of the name
   */
  LanguageSource source(Storage storage) {
    if (Stream.of(language, automaton, grammar, regex).filter(Objects::nonNull).count() > 1) {
      throw new ConfigurationException(
          "of --language, --automaton, --grammar and --regex more than one is given; leave the others out");
    }
    if (regex != null) {
      return expression(regex);
    }
    if (grammar != null) {
      return new LanguageSource.Grammar(grammar, text(storage, grammar));
    }
    return automaton != null
        ? new LanguageSource.Table(automaton, text(storage, automaton))
        : new LanguageSource.Named(EnumOption.parse(LANGUAGE, NamedLanguage.class, language));
  }

  /** What is given on the command line is no input: whatever is wrong with it is told as such. */
  private static LanguageSource expression(String text) {
    LanguageSource expression = new LanguageSource.Expression(text);
    try {
      expression.language();
    } catch (InputException e) {
      throw new ConfigurationException(
          "--regex is '%s', but %s".formatted(text, e.getMessage()), e);
    }
    return expression;
  }

  /** A file's text; the byte order mark that some editors begin files with is no part of it. */
  private static String text(Storage storage, String file) {
    String text = storage.readText(storage.qualified(file));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
