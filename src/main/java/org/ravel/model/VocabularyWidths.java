package org.ravel.model;

import org.ravel.network.Chain;
import org.ravel.network.SoftmaxLayer;
import org.ravel.network.TokenRecurrentLayer;

/** A language model's layers know the tokens of its vocabulary, at both ends. */
final class VocabularyWidths {
  private VocabularyWidths() {}

  /**
   * Refuses layers of another kind or for another vocabulary.
   *
   * @throws IllegalArgumentException if they are
   */
  static void require(Chain chain, int vocabularySize) {
    if (!(chain.input() instanceof TokenRecurrentLayer first)
        || !(chain.head() instanceof SoftmaxLayer last)) {
      throw new IllegalArgumentException("the layers are not those of a language model");
    }
    require("first", first.vocabularySize(), vocabularySize);
    require("last", last.classes(), vocabularySize);
  }

  private static void require(String place, int known, int vocabularySize) {
    if (known != vocabularySize) {
      throw new IllegalArgumentException(
          "the %s layer knows %d tokens but the vocabulary has %d"
              .formatted(place, known, vocabularySize));
    }
  }
}
