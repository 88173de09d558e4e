package org.ravel.evaluation.label;

import org.ravel.sequence.Example;

/**
 * Always gives the same label.
 *
 * @param label the one that training has most often
 */
record MostFrequentLabel(int label) implements LabelBaseline {
  static final String NAME = "most frequent label";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int label(Example example, int position) {
    return label;
  }
}
