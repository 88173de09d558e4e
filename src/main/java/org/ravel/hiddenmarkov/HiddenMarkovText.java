package org.ravel.hiddenmarkov;

import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.network.Predictor;

/**
 * A language model: what comes next is what the hidden states emit, by how probable they are after
 * what was read.
 *
 * @param hmm no probability of it is 0
 */
public record HiddenMarkovText(DiscreteHmm hmm) implements HiddenMarkovIds {

  @Override
  public int tokens() {
    return hmm.symbols();
  }

  @Override
  public int targets() {
    return hmm.symbols();
  }

  @Override
  public long parameters() {
    return hmm.parameters();
  }

  @Override
  public Predictor get() {
    return new HiddenMarkovTextPredictor(hmm);
  }
}
