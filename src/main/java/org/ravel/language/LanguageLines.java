package org.ravel.language;

import java.util.BitSet;
import java.util.stream.Collectors;
import org.ravel.error.ConfigurationException;
import org.ravel.language.LanguageStrings.Drawn;

/**
 * Strings as lines of text, or as JSON objects with their answers: {@code label} is {@code accept}
 * or {@code reject}; {@code legal} has for each symbol those that may follow it, with blanks
 * between them, and a dollar sign where the string may end.
 */
public final class LanguageLines {
  /** The answer that a string belongs to the language. */
  public static final String ACCEPT = "accept";

  /** The answer that it does not. */
  public static final String REJECT = "reject";

  private final LanguageStrings strings;
  private final Answers answers;

  /**
   * Lines.
   *
   * @param negatives whether some of the strings do not belong to the language
   * @throws ConfigurationException if they do not fit the answers
   */
  public LanguageLines(LanguageStrings strings, Answers answers, boolean negatives) {
    if (negatives && (answers == Answers.NONE || answers == Answers.LEGAL)) {
      throw new ConfigurationException(
          "negatives are strings that do not belong to the language, but no line would say so; give negatives 0, or accept or both as the answer");
    }
    this.strings = strings;
    this.answers = answers;
  }

  /** The line of a number, from 0 on, without its end. */
  public String line(long number) {
    Drawn drawn = strings.string(number);
    return line(drawn.symbols(), drawn.member());
  }

  /** The line of a string. */
  public String line(int[] string, boolean member) {
    Language<?> language = strings.language();
    String text = language.text(string);
    return switch (answers) {
      case NONE -> text;
      case ACCEPT -> "{\"text\": %s, %s}".formatted(quoted(text), label(member));
      case LEGAL -> "{\"text\": %s, %s}".formatted(quoted(text), legal(string));
      case BOTH -> "{\"text\": %s, %s, %s}".formatted(quoted(text), label(member), legal(string));
    };
  }

  private static String label(boolean member) {
    return "\"label\": \"%s\"".formatted(member ? ACCEPT : REJECT);
  }

  private String legal(int[] string) {
    return strings.language().legal(string).stream()
        .skip(1)
        .map(set -> quoted(names(strings.language(), set)))
        .collect(Collectors.joining(", ", "\"legal\": [", "]"));
  }

  private static String names(Language<?> language, BitSet set) {
    return set.stream()
        .mapToObj(
            symbol ->
                symbol < language.symbols().size() ? language.symbols().get(symbol) : Alphabets.END)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
