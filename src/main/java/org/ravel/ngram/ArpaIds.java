package org.ravel.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words of an ARPA file as ids: those of the vocabulary's tokens, and further ones for words
 * that the vocabulary does not have.
 */
final class ArpaIds {
  /** Of a word that is not among the unigrams. */
  static final int NONE = -1;

  /** Of a mark of a document's beginning or end where no text has one. */
  static final int MISPLACED = -2;

  private final Map<String, Integer> tokens = new HashMap<>();
  private final Map<String, Integer> others = new HashMap<>();
  private final List<String> otherWords = new ArrayList<>();
  private final int size;
  private final String unknown;
  private final int endOfDocument;

  /**
   * Of a vocabulary.
   *
   * @param unknown the token for all others
   * @param endOfDocument −1 if there is none
   */
  ArpaIds(List<String> tokens, int unknown, int endOfDocument) {
    for (int id = 0; id < tokens.size(); id++) {
      this.tokens.put(ArpaWords.escape(tokens.get(id)), id);
    }
    this.size = tokens.size();
    this.unknown = tokens.get(unknown);
    this.endOfDocument = endOfDocument;
    if (endOfDocument >= 0) {
      this.tokens.remove(ArpaWords.escape(tokens.get(endOfDocument)));
      this.tokens.put(ArpaWords.END, endOfDocument);
    }
  }

  /** Tokens of the vocabulary, and the words that it does not have. */
  int size() {
    return size + otherWords.size();
  }

  /** The words that the vocabulary does not have, in the order of their ids. */
  List<String> others() {
    return otherWords;
  }

  /** The id of a unigram's word, which is given one if it has none. */
  int enter(String word) {
    Integer known = known(word);
    if (known != null) {
      return known;
    }
    otherWords.add(word);
    others.put(word, size() - 1);
    return size() - 1;
  }

  /** Whether a word is the mark before a document, which is never predicted. */
  boolean isBeginning(String word) {
    return endOfDocument >= 0 && word.equals(ArpaWords.BEGINNING);
  }

  /** The id of the token that ends documents; −1 if there is none. */
  int endOfDocument() {
    return endOfDocument;
  }

  /**
   * The id of a word of a longer n-gram.
   *
   * @param place from 0
   * @param order of the n-gram
   * @return {@link #NONE} if it is no unigram, {@link #MISPLACED} if no text has the n-gram
   */
  int find(String word, int place, int order) {
    if (isBeginning(word)) {
      return place == 0 ? endOfDocument : MISPLACED;
    }
    Integer known = known(word);
    if (known == null) {
      return NONE;
    }
    // What follows the end of a document has the beginning of the next one before it.
    return known == endOfDocument && place < order - 1 ? MISPLACED : known;
  }

  private Integer known(String word) {
    Integer token = tokens.get(word);
    if (token == null && word.toLowerCase(Locale.ROOT).equals(ArpaWords.UNKNOWN)) {
      token = tokens.get(unknown);
    }
    return token == null ? others.get(word) : token;
  }
}
