package org.ravel.evaluation.label;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ravel.sequence.Example;

/**
 * Always gives the same label: the one that training has most often, or of some labels the one of
 * these.
 *
 * @param byFrequency labels, the most frequent one first
 */
record MostFrequentLabel(int... byFrequency) implements PhraseBaseline {
  static final String NAME = "most frequent label";

  /** Without a look at training: ids of labels go by frequency. */
  static MostFrequentLabel byId(int labels) {
    return new MostFrequentLabel(IntStream.range(0, labels).toArray());
  }

  /** The most frequent one of all. */
  int label() {
    return byFrequency[0];
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int label(int[] words, int from, int to, IntPredicate among) {
    return Arrays.stream(byFrequency).filter(among).findFirst().orElseThrow();
  }

  /** Whatever is read: real numbers are no words. */
  @Override
  public int label(Example example, int position) {
    return label();
  }
}
