package org.ravel.evaluation.caption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Texts;

/**
 * The tokens by which captions are compared: those of the vocabulary, without punctuation. A token
 * that the vocabulary lacks is one that no other caption has.
 */
record CaptionTokens(Vocabulary vocabulary) {
  /** What a token of a reference begins with that the vocabulary lacks. */
  static final String LOST = "\uFFFD";

  /** The same of what is written, so that the two are never the same. */
  static final String UNWRITTEN = "\uFFFE";

  /**
   * Those of captions, in their order.
   *
   * @param target the captions of an image, as shards hold them
   */
  List<List<String>> of(int[] target) {
    List<List<String>> captions = new ArrayList<>();
    for (int[] text : Texts.of(target)) {
      captions.add(words(Texts.inner(text), LOST));
    }
    return captions;
  }

  /** Those of a caption that is written, without its ends. */
  List<String> written(int[] ids) {
    return words(ids, UNWRITTEN);
  }

  private List<String> words(int[] ids, String lost) {
    List<String> tokens = new ArrayList<>();
    for (int id : ids) {
      String token = vocabulary.token(id);
      if (id == vocabulary.unknown()) {
        // Numbered within the caption: nobody knows whether two are the same.
        tokens.add(lost + tokens.size());
      } else if (token.codePoints().anyMatch(Character::isLetterOrDigit)) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  /** Captions as a person reads them. */
  List<String> shown(int[] target) {
    return Texts.of(target).stream().map(text -> shownIds(Texts.inner(text))).toList();
  }

  /** One caption without its ends. */
  String shownIds(int[] ids) {
    return vocabulary
        .tokenizer()
        .decode(
            Arrays.stream(ids)
                .mapToObj(id -> id == vocabulary.unknown() ? LOST : vocabulary.token(id))
                .toList());
  }
}
