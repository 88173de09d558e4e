package org.ravel.evaluation.label;

import org.ravel.sequence.Example;

/**
 * Gives each word the label that it has most often in training, and a word that training does not
 * have the label that is the most frequent of all. Of equally frequent labels it takes the one that
 * is more frequent over all words.
 *
 * @param labels by word
 */
record WordLabels(int[] labels) implements LabelBaseline {
  static final String NAME = "most frequent label of the word";

  static WordLabels of(LabelCounts counts) {
    int[] labels = new int[counts.words()];
    int otherwise = counts.byFrequency()[0];
    for (int word = 0; word < labels.length; word++) {
      labels[word] = counts.has(word) ? counts.mostFrequentOf(word) : otherwise;
    }
    return new WordLabels(labels);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int label(Example example, int position) {
    return labels[example.ids(0)[position]];
  }
}
