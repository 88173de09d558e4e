package org.ravel.ngram.counting;

import java.io.Serializable;
import org.ravel.config.NGramConfig.Smoothing;

/**
 * What is counted, and into how many parts of the model the n-grams go.
 *
 * @param order tokens of the longest n-gram
 * @param smoothing it decides what the count of a shorter one is
 * @param vocabularySize number of tokens
 * @param endOfDocument the token that ends documents; −1 if there is none
 * @param parts of the model
 */
record CountingRules(
    int order, Smoothing smoothing, int vocabularySize, int endOfDocument, int parts)
    implements Serializable {

  /** Part of an n-gram that begins with a token. */
  int part(int token) {
    return token % parts;
  }
}
