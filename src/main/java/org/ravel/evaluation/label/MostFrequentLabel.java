package org.ravel.evaluation.label;

import java.util.function.IntPredicate;
import org.ravel.sequence.Example;

/**
 * Always gives the same label.
 *
 * @param label the one that training has most often
 */
record MostFrequentLabel(int label) implements PhraseBaseline {
  static final String NAME = "most frequent label";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int label(int[] words, int from, int to, IntPredicate among) {
    int next = 0;
    // Ids of labels go by frequency.
    while (!among.test(label) && !among.test(next)) {
      next++;
    }
    return among.test(label) ? label : next;
  }

  /** Whatever is read: real numbers are no words. */
  @Override
  public int label(Example example, int position) {
    return label;
  }
}
