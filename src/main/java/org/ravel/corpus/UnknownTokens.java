package org.ravel.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ravel.wording.Phrases;

/**
 * The tokens of a text that a vocabulary lacks.
 *
 * @param all how many tokens the text has
 * @param unknown those that are lacking, as often as they stand in the text
 */
public record UnknownTokens(int all, List<String> unknown) {

  /** Those of a text. A token that was written as {@code <unk>} is not lacking. */
  public static UnknownTokens of(Vocabulary vocabulary, String text) {
    List<String> tokens = vocabulary.tokens(text);
    List<String> unknown = new ArrayList<>(tokens);
    unknown.removeIf(
        token -> token.equals(Vocabulary.UNKNOWN) || vocabulary.id(token) != vocabulary.unknown());
    return new UnknownTokens(tokens.size(), List.copyOf(unknown));
  }

  /**
   * What to tell whoever wrote the text; nothing if no token is lacking.
   *
   * @param key the setting that holds the text
   */
  public Optional<String> warning(String key) {
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "warning: %,d of %s of %s %s not in the model's vocabulary and %s read as %s: %s"
            .formatted(
                unknown.size(),
                Phrases.count(all, "token"),
                key,
                unknown.size() == 1 ? "is" : "are",
                unknown.size() == 1 ? "is" : "are",
                Vocabulary.UNKNOWN,
                Phrases.list(
                    unknown.stream()
                        .distinct()
                        .map(token -> "\"%s\"".formatted(Phrases.shown(token)))
                        .toList())));
  }
}
