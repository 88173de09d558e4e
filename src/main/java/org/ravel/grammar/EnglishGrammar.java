package org.ravel.grammar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Sentences that look like English, with agreement in number over a distance, relative clauses,
 * prepositional phrases, and brackets that nest and close. Every sentence has one derivation only.
 * The rules are in {@code english.grammar}.
 */
public final class EnglishGrammar {
  private EnglishGrammar() {}

  /** The grammar. */
  public static ProbabilisticGrammar grammar() {
    try (InputStream in = EnglishGrammar.class.getResourceAsStream("english.grammar")) {
      byte[] bytes = Objects.requireNonNull(in, "english.grammar is not in the jar").readAllBytes();
      return GrammarText.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read english.grammar from the jar", e);
    }
  }
}
