package org.ravel.evaluation.translation;

import java.io.Serializable;

/**
 * What was written beside the references, on any number of sentences.
 *
 * @param exact sentences that are their reference, token by token
 * @param tokens of outputs, without their ends
 * @param referenceTokens of references
 */
record WrittenSums(
    long sentences,
    long exact,
    Bleu bleu,
    Bleu bleuOfWords,
    Chrf chrf,
    long tokens,
    long referenceTokens)
    implements Serializable {
  static final WrittenSums NONE = new WrittenSums(0, 0, Bleu.NONE, Bleu.NONE, Chrf.NONE, 0, 0);

  /** Of one sentence. */
  static WrittenSums of(
      String output, String reference, boolean exact, int tokens, int referenceTokens) {
    return new WrittenSums(
        1,
        exact ? 1 : 0,
        Bleu.of(Mteval.tokens(output), Mteval.tokens(reference)),
        Bleu.of(WhiteSpaces.split(output), WhiteSpaces.split(reference)),
        Chrf.of(output, reference),
        tokens,
        referenceTokens);
  }

  WrittenSums plus(WrittenSums other) {
    return new WrittenSums(
        sentences + other.sentences,
        exact + other.exact,
        bleu.plus(other.bleu),
        bleuOfWords.plus(other.bleuOfWords),
        chrf.plus(other.chrf),
        tokens + other.tokens,
        referenceTokens + other.referenceTokens);
  }
}
