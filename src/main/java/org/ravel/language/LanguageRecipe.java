package org.ravel.language;

import java.io.Serializable;

/** Everything that decides a language's lines, as a value that can be sent. */
public record LanguageRecipe(LanguageSource source, Draw draw, Answers answers)
    implements Serializable {

  /** The strings. */
  public LanguageStrings strings() {
    return new LanguageStrings(source.language(), draw);
  }

  /** The lines of strings. */
  public LanguageLines lines(LanguageStrings strings) {
    return new LanguageLines(strings, answers, draw.negatives() > 0);
  }
}
