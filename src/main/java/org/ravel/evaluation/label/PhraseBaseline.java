package org.ravel.evaluation.label;

import java.util.function.IntPredicate;
import org.ravel.sequence.Example;

/** Gives labels to words that stand together. */
sealed interface PhraseBaseline extends LabelBaseline permits MostFrequentLabel, NaiveBayes {
  /**
   * The label of the words from one to another, which is not included.
   *
   * @param among the labels that it may be
   */
  int label(int[] words, int from, int to, IntPredicate among);

  /** Of a target that is of all words of its example. */
  @Override
  default int label(Example example, int position) {
    int[] words = example.ids(0);
    return label(words, 0, words.length, label -> true);
  }
}
